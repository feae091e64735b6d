import { Drawer } from "@mantine/core";
import { Rail } from "./rail";

/** The rail of a narrow window. */
export const RailDrawer = ({ onClose }: { onClose: () => void }) => (
  <Drawer opened onClose={onClose} size={260} title={<strong>Naru</strong>}>
    <Rail />
  </Drawer>
);
