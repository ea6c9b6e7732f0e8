// Writes what is inside as a CycloneDX 1.6 bill of materials: crates from cargo, npm packages from the lock files.
// Usage: node scripts/sbom.mjs FILE. Asks no network. The same sources give the same bytes.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

/** The programs that are installed; what only builds or tests them is in scope "excluded". */
const PROGRAMS = ["okno", "typeset"];
/** npm packages of which a part ends in the assets; the others build them. */
const SHIPPED = ["govuk-frontend", "@ministryofjustice/frontend", "@fontsource-variable/golos-text", "lucide-static"];

const cargo = process.env.CARGO ?? "cargo";
const read = (file) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");

const OPTIONS = { cwd: new URL("..", import.meta.url), maxBuffer: 1 << 28 };

function crates() {
  const metadata = JSON.parse(execFileSync(cargo, ["metadata", "--format-version", "1", "--locked"], OPTIONS));
  const checksums = new Map();
  for (const [, name, version, checksum] of read("Cargo.lock").matchAll(
    /name = "(.+)"\nversion = "(.+)"\nsource = ".+"\nchecksum = "(.+)"/g,
  )) checksums.set(`${name}@${version}`, checksum);
  const packages = new Map(metadata.packages.map((one) => [one.id, one]));
  const needed = inside();
  const ref = (one) => `pkg:cargo/${one.name}@${one.version}`;
  const components = metadata.packages.map((one) => ({
    type: one.source ? "library" : "application",
    "bom-ref": ref(one),
    name: one.name,
    version: one.version,
    scope: needed.has(`${one.name}@${one.version}`) ? "required" : "excluded",
    ...(checksums.has(`${one.name}@${one.version}`) && {
      hashes: [{ alg: "SHA-256", content: checksums.get(`${one.name}@${one.version}`) }],
    }),
    ...licences(one.license),
    purl: ref(one),
  }));
  const dependencies = metadata.resolve.nodes.map((node) => ({
    ref: ref(packages.get(node.id)),
    dependsOn: [...new Set(node.deps.map((dep) => ref(packages.get(dep.pkg))))].sort(),
  }));
  return { components, dependencies };
}

/** What the programs need to run, as "name@version": neither their tests nor what builds them. */
function inside() {
  const programs = PROGRAMS.flatMap((program) => ["-p", program]);
  const tree = execFileSync(cargo, ["tree", "--locked", ...programs, "-e", "normal", "--prefix", "none"], OPTIONS);
  return new Set([...tree.toString().matchAll(/^(\S+) v(\S+)/gm)].map(([, name, version]) => `${name}@${version}`));
}

function npm(folder) {
  const lock = JSON.parse(read(`${folder}/package-lock.json`));
  return Object.entries(lock.packages).filter(([path]) => path !== "").map(([path, one]) => {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const purl = `pkg:npm/${name.replace("@", "%40")}@${one.version}`;
    const [algorithm, digest] = (one.integrity ?? "").split(" ")[0].split("-");
    return {
      type: "library",
      "bom-ref": purl,
      name,
      version: one.version,
      scope: folder === "assets" && SHIPPED.includes(name) ? "required" : "excluded",
      ...(algorithm === "sha512" && {
        hashes: [{ alg: "SHA-512", content: Buffer.from(digest, "base64").toString("hex") }],
      }),
      ...licences(one.license),
      purl,
    };
  });
}

/** Crates of old write `MIT/Apache-2.0` for a choice. */
function licences(text) {
  return text ? { licenses: [{ expression: text.replaceAll(/ ?\/ ?/g, " OR ") }] } : {};
}

const { components, dependencies } = crates();
const all = new Map();
for (const one of [...components, ...npm("assets"), ...npm("tests/browser")])
  if (!all.has(one["bom-ref"]) || one.scope === "required") all.set(one["bom-ref"], one);
const by = (key) => (a, b) => (a[key] < b[key] ? -1 : 1);
const body = {
  components: [...all.values()].sort(by("bom-ref")),
  dependencies: dependencies.sort(by("ref")),
};
const digest = createHash("sha256").update(JSON.stringify(body)).digest("hex");
const serial = digest.slice(0, 32).replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12})/, "$1-$2-5$3-8$4-$5");
const bom = {
  $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  serialNumber: `urn:uuid:${serial}`,
  version: 1,
  metadata: {
    component: { type: "application", "bom-ref": "okno", name: "okno", licenses: [{ license: { id: "Apache-2.0" } }] },
  },
  ...body,
};
writeFileSync(process.argv[2], `${JSON.stringify(bom, null, 1)}\n`);
const count = (scope) => body.components.filter((one) => one.scope === scope).length;
console.log(`${process.argv[2]}: ${count("required")} inside, ${count("excluded")} to build and test`);
