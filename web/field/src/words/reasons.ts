// Why an account is not active, as asked at the door: the server's own table, grouped for a thumb.
import { vietnamese } from "virtual:reasons/vi";
import { spoken } from "./spoken.svelte.ts";
import type { Words } from "./words.ts";

export type ReasonGroup = keyof Words["door"]["reasonGroups"];

/** The commonest answers come first; "already active" has a button of its own. */
export const GROUPS: Record<ReasonGroup, string[]> = {
  will: ["NOT_YET_WILLING", "NOT_HOME", "WORKING_AWAY", "REFUSES"],
  phone: [
    ...["NO_SMARTPHONE", "SIM_NOT_OWN", "NO_SIM", "PHONE_WRONG", "PHONE_TAKEN", "NO_SIGNAL"],
    ...["OS_TOO_OLD", "NO_NFC", "OTP_OLD_DEVICE", "UNKNOWN_DEVICE"],
  ],
  account: [
    ...["FORGOT_PASSWORD", "OVER_7_DAYS", "SYSTEM_BUSY", "DATA_MISMATCH", "LOCKED"],
    ...["CARD_EXPIRED_OR_CMND", "CARD_NOT_ISSUED", "FINGERPRINT_BLURRED"],
  ],
  person: ["HOME_VISIT", "UNDER_AGE", "MOVED", "DECEASED", "DUPLICATE_ROW"],
};
export const OWN_BUTTON = "ALREADY_ACTIVE";

/** The words of a reason; an unknown code (of a newer server) is shown as it is. */
export const reasonText = (code: string): string => spoken.english?.reasons[code] ?? vietnamese[code] ?? code;
