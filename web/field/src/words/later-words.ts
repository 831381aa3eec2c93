// The words of what is opened now and then; they come with it, not with the app.
import { carry } from "./vi/carry.ts";
import { found } from "./vi/found.ts";
import { guide } from "./vi/guide.ts";
import { joining } from "./vi/joining.ts";
import { phone } from "./vi/phone.ts";

export const vietnameseLater = { carry, found, guide, joining, phone };
export type LaterWords = typeof vietnameseLater;
