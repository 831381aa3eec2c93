declare module "virtual:reasons" {
  export interface ReasonText {
    code: string;
    vi: string;
    en: string;
    given: string;
  }
  /** The rows of the server's table of reasons, made when the app is built. */
  export const table: ReasonText[];
}
