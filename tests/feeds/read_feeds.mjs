// Reads feed documents with a parser of npm: {address: document} in, {address: feed} out, in JSON.
import { text } from "node:stream/consumers";
import { extractFromJson, extractFromXml } from "@extractus/feed-extractor";

const languageOf = (entry) => ({ language: entry["@_xml:lang"] ?? entry.language });

const read = ([address, document]) => {
  const extract = address.endsWith(".json") ? extractFromJson : extractFromXml;
  return [address, extract(document, { getExtraEntryFields: languageOf })];
};

const documents = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(Object.fromEntries(Object.entries(documents).map(read))));
