// Builds dist/: one stylesheet, one script, fonts, one sprite of icons, and what browsers ask for by themselves.
import { readFile, writeFile, mkdir, rm, copyFile, readdir } from "node:fs/promises"
import { createHash } from "node:crypto"
import { createRequire } from "node:module"
import { brotliCompressSync, gzipSync, constants } from "node:zlib"
import esbuild from "esbuild"
import * as sass from "sass"
import subsetFont from "subset-font"
import icons from "./icons.json" with { type: "json" }

const require = createRequire(import.meta.url)
const out = new URL("dist/", import.meta.url)
const packed = /\.(css|js|svg|webmanifest)$/

await rm(out, { recursive: true, force: true })
await mkdir(out)
await Promise.all([fonts(), scripts(), sprite(), copied(), licences()])
await styles()
await pack()

async function styles() {
  const { css } = await sass.compileAsync("styles/app.scss", {
    loadPaths: [".", "node_modules"],
    style: "compressed",
    quietDeps: true,
  })
  // Sass leaves selectors of components that share rules apart; esbuild merges and minifies once more.
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: ["chrome109", "firefox115", "safari16"] })
  await writeFile(new URL("app.css", out), await versioned(code))
}

/** Fonts under the very addresses that pages preload: with the hash that the server puts there. */
async function versioned(css) {
  for (const name of (await readdir(out)).filter((name) => name.endsWith(".woff2"))) {
    const hash = createHash("sha256").update(await readFile(new URL(name, out))).digest("hex").slice(0, 12)
    css = css.replaceAll(name, `${name}?v=${hash}`)
  }
  return css
}

async function scripts() {
  await esbuild.build({
    entryPoints: ["scripts/app.ts"],
    outfile: "dist/app.js",
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome109", "firefox115", "safari16"],
    legalComments: "none",
  })
}

/** Golos Text in the two scripts that we write in, and the rouble sign, which lies in a third file that nobody else needs. */
async function fonts() {
  const file = (name) => require.resolve(`@fontsource-variable/golos-text/files/golos-text-${name}-wght-normal.woff2`)
  await copyFile(file("cyrillic"), new URL("golos-cyrillic.woff2", out))
  await copyFile(file("latin"), new URL("golos-latin.woff2", out))
  const rouble = await subsetFont(await readFile(file("latin-ext")), "₽", { targetFormat: "woff2" })
  await writeFile(new URL("golos-rouble.woff2", out), rouble)
}

async function sprite() {
  const symbols = await Promise.all(icons.map(async (name) => {
    const svg = await readFile(require.resolve(`lucide-static/icons/${name}.svg`), "utf8")
    const shapes = svg.replace(/<!--.*?-->/gs, "").replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s+/g, " ").trim()
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`
  }))
  // Icons by Lucide, ISC licence.
  await writeFile(new URL("icons.svg", out), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`)
}

async function copied() {
  for (const name of await readdir("static")) {
    await copyFile(new URL(`static/${name}`, import.meta.url), new URL(name, out))
  }
}

/** The licences of what we hand out ask to be handed out with it. */
async function licences() {
  const texts = await Promise.all(["@fontsource-variable/golos-text", "lucide-static"].map(async (name) => {
    const file = new URL(`node_modules/${name}/LICENSE`, import.meta.url)
    return `${name}\n\n${await readFile(file, "utf8")}`
  }))
  const ours = ["govuk-frontend", "@ministryofjustice/frontend"].map((name) => `${name}: MIT licence, © Crown Copyright`)
  await writeFile(new URL("licences.txt", out), [...texts, ...ours].join("\n\n"))
}

/** Packed once here, so that the server never packs an asset again. */
async function pack() {
  for (const name of await readdir(out)) {
    if (!packed.test(name)) continue
    const bytes = await readFile(new URL(name, out))
    const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
    const gzip = gzipSync(bytes, { level: 9 })
    await writeFile(new URL(`${name}.br`, out), brotli)
    await writeFile(new URL(`${name}.gz`, out), gzip)
    console.log(`${name}: ${bytes.length} bytes, ${brotli.length} packed`)
  }
}
