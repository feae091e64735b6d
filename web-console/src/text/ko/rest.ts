import charts from "./charts";
import configs from "./configs";
import connect from "./connect";
import decoding from "./decoding";
import groups from "./groups";
import keys from "./keys";
import messages from "./messages";
import people from "./people";
import produce from "./produce";
import redrive from "./redrive";
import saved from "./saved";
import security from "./security";
import settings from "./settings";
import singleSignOn from "./single-sign-on";
import start from "./start";
import topics from "./topics";

/** What all other pages say: loaded beside the first of them. */
export default {
  ...charts,
  ...configs,
  ...connect,
  ...decoding,
  ...groups,
  ...keys,
  ...messages,
  ...people,
  ...produce,
  ...redrive,
  ...saved,
  ...security,
  ...settings,
  ...singleSignOn,
  ...start,
  ...topics,
};
