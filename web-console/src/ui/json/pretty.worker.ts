import { pretty } from "./pretty";

self.onmessage = ({ data }: MessageEvent<string>) => self.postMessage(pretty(data));
