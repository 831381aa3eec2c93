// Writes src/schema.ts, the shapes of the server's calls, from docs/fieldsync.openapi.json: `node making/wire.ts`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Schema {
  $ref?: string;
  description?: string;
  type?: string;
  enum?: string[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

const DESCRIPTION = join(import.meta.dirname, "../../../docs/fieldsync.openapi.json");
export const WRITTEN = join(import.meta.dirname, "../src/schema.ts");

const HEAD = `// Made from docs/fieldsync.openapi.json by making/wire.ts; a change there changes this file, never the other way.\n`;

const PLAIN: Record<string, string> = {
  integer: "number", number: "number", string: "string", boolean: "boolean", null: "null",
};

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split("/").at(-1)!;
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(" | ");
  if (schema.type === "array") return `Array<${schema.items ? typeOf(schema.items) : "unknown"}>`;
  return (schema.type && PLAIN[schema.type]) ?? "Record<string, unknown>";
}

const comment = (text: string | undefined, indent = ""): string =>
  text ? `${indent}/** ${text.replace(/\s+/g, " ").trim()} */\n` : "";

function shape(name: string, schema: Schema): string {
  const fields = Object.entries(schema.properties ?? {}).map(([field, one]) => {
    const mark = schema.required?.includes(field) ? "" : "?";
    return `${comment(one.description, "  ")}  ${field}${mark}: ${typeOf(one)};\n`;
  });
  return `${comment(schema.description)}export interface ${name} {\n${fields.join("")}}\n`;
}

/** The module's text, the shapes in the order of their names. */
export function written(): string {
  const description = JSON.parse(readFileSync(DESCRIPTION, "utf8")) as { components: { schemas: Record<string, Schema> } };
  const shapes = Object.entries(description.components.schemas).sort(([a], [b]) => (a < b ? -1 : 1));
  return [HEAD, ...shapes.map(([name, schema]) => shape(name, schema))].join("\n");
}

if (process.argv[1] === import.meta.filename) writeFileSync(WRITTEN, written());
