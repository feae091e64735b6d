/** Whether the in-memory API answers instead of a server; decided when the page is built. */
declare const __FAKE_API__: boolean;
