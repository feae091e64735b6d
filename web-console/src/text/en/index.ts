import clusters from "./clusters";
import configs from "./configs";
import connect from "./connect";
import frame from "./frame";
import groups from "./groups";
import home from "./home";
import keys from "./keys";
import messages from "./messages";
import parts from "./parts";
import people from "./people";
import produce from "./produce";
import security from "./security";
import settings from "./settings";
import signIn from "./sign-in";
import start from "./start";
import topics from "./topics";

export default {
  ...clusters,
  ...configs,
  ...connect,
  ...frame,
  ...groups,
  ...home,
  ...keys,
  ...messages,
  ...parts,
  ...people,
  ...produce,
  ...security,
  ...settings,
  ...signIn,
  ...start,
  ...topics,
};
