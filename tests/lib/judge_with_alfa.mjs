// Judges pages with Siteimprove's Alfa: on each line of input a page as a browser saw it, in JSON;
// on each line of output what fails of WCAG 2 A and AA, as [[rule, element, why]].
import { createInterface } from "node:readline";
import { Audit, Outcome } from "@siteimprove/alfa-act";
import { Device, Display, Preference, Scripting, Viewport } from "@siteimprove/alfa-device";
import { Node } from "@siteimprove/alfa-dom";
import { Request, Response } from "@siteimprove/alfa-http";
import rules from "@siteimprove/alfa-rules";
import { URL } from "@siteimprove/alfa-url";
import { Conformance, Criterion } from "@siteimprove/alfa-wcag";
import { Page } from "@siteimprove/alfa-web";

const isWanted = (requirement) =>
  Criterion.isCriterion(requirement) && [Conformance.isA(), Conformance.isAA()].some((level) => level(requirement));
// Whether focus is seen is measured in the browser itself (judges.py), and faster.
const isMeasured = (rule) => rule.uri.endsWith("/sia-r65");
const wanted = rules.filter((rule) => [...rule.requirements].some(isWanted) && !isMeasured(rule));

const deviceOf = ({ width, height, scheme }) => {
  const way = width > height ? Viewport.Orientation.Landscape : Viewport.Orientation.Portrait;
  const viewport = Viewport.of(width, height, way);
  const likes = [Preference.of("prefers-color-scheme", scheme)];
  return Device.of(Device.Type.Screen, viewport, Display.of(1), Scripting.of(true), likes);
};

const toldOf = (outcome) => [
  outcome.rule.uri.split("/").at(-1),
  outcome.target.toString().slice(0, 120),
  JSON.stringify(outcome.toJSON().expectations).slice(0, 300),
];

for await (const line of createInterface({ input: process.stdin })) {
  const seen = JSON.parse(line);
  const device = deviceOf(seen);
  const address = URL.parse(seen.address).getUnsafe();
  const document = Node.from(seen.document, device);
  const page = Page.of(Request.of("GET", address), Response.of(address, 200), document, device);
  const outcomes = [...(await Audit.of(page, wanted).evaluate())];
  if (!outcomes.some(Outcome.isPassed)) throw new Error(`${seen.address}: nothing was judged`);
  console.log(JSON.stringify(outcomes.filter(Outcome.isFailed).map(toldOf)));
}
