// Made when the app is built, from the server's table of reasons: the words by code.
declare module "virtual:reasons/vi" {
  export const vietnamese: Record<string, string>;
}
declare module "virtual:reasons/en" {
  export const english: Record<string, string>;
}
