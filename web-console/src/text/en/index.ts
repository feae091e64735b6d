import clusters from "./clusters";
import frame from "./frame";
import home from "./home";
import parts from "./parts";
import signIn from "./sign-in";

/** What the frame and the first pages say: loaded before anything is shown. */
export default {
  ...clusters,
  ...frame,
  ...home,
  ...parts,
  ...signIn,
};
