#!/usr/bin/env bash
# Make static/vendor again: exact versions, one licence text each, and a manifest with the sha256 of every file.
# This is a vendoring step and no build of ours: its result is checked in, and neither running nor testing needs Node.
# Use: scripts/vendor.sh [TARGET]     (needs node 20 or later and npm; works in a temporary folder)
set -euo pipefail

here="$(cd "$(dirname "$0")/.." && pwd)"
target="$(mkdir -p "${1:-$here/static/vendor}" && cd "${1:-$here/static/vendor}" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

# plotly.js is the one that the pinned Python package carries (tests/app/test_vendor.py holds them together)
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --no-package-lock --save-exact --loglevel=error \
  preact@11.2.0 htm@3.1.1 @preact/signals@2.11.4 @preact/signals-core@1.14.5 socket.io-client@4.8.4 \
  plotly.js@4.1.1 esbuild@0.28.2 esbuild-plugin-environment@0.5.0 esbuild-plugin-glsl@1.4.2 \
  esbuild-plugin-inline-css@0.0.1 stream-browserify@3.0.0 buffer@6.0.3 assert@2.1.0

# Only the traces that our screens draw. The full bundle is three times the size, the ready-made small ones lack polar.
cat >plotly-entry.js <<'JS'
const Plotly = require('plotly.js/lib/core')
Plotly.register([
  require('plotly.js/lib/bar'),
  require('plotly.js/lib/pie'),
  require('plotly.js/lib/heatmap'),
  require('plotly.js/lib/box'),
  require('plotly.js/lib/scatterpolar'),
  require('plotly.js/lib/indicator'),
  require('plotly.js/lib/locales/zh-cn'),
])
module.exports = Plotly
JS

cat >vendor.mjs <<'JS'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { environmentPlugin } from 'esbuild-plugin-environment'
import { glsl } from 'esbuild-plugin-glsl'
import inlineCss from 'esbuild-plugin-inline-css'

const target = process.argv[2]
const files = []

const meta = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'))
const licenceOf = (name) => readdirSync(`node_modules/${name}`).find((file) => /^licen[cs]e/i.test(file))
const dropMap = (text) => text.replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, '\n')
// bare imports need an import map, which is an inline script; the files lie side by side instead
const sideBySide = (text) =>
  text
    .replace(/from\s*"preact\/hooks"/g, 'from"./hooks.js"')
    .replace(/from\s*"preact"/g, 'from"./preact.js"')
    .replace(/from\s*"@preact\/signals-core"/g, 'from"./signals-core.js"')

function put(file, name, text) {
  writeFileSync(join(target, file), text)
  const { version, license } = meta(name)
  const sha256 = createHash('sha256').update(text).digest('hex')
  files.push({ file, package: name, version, licence: license, sha256 })
}

function putLicences(file, name, packages) {
  const texts = packages.map((one) => {
    const { version, license } = meta(one)
    const text = licenceOf(one) ? readFileSync(`node_modules/${one}/${licenceOf(one)}`, 'utf8').trim() : ''
    return packages.length === 1 ? text : `${one} ${version} (${license ?? 'see text'})\n\n${text}`
  })
  put(file, name, `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`)
}

for (const old of readdirSync(target)) rmSync(join(target, old))

const modules = [
  ['preact', 'dist/preact.mjs', 'preact.js', 'preact.LICENSE'],
  ['preact', 'hooks/dist/hooks.mjs', 'hooks.js'],
  ['htm', 'dist/htm.module.js', 'htm.js', 'htm.LICENSE'],
  ['@preact/signals', 'dist/signals.mjs', 'signals.js', 'signals.LICENSE'],
  ['@preact/signals-core', 'dist/signals-core.mjs', 'signals-core.js', 'signals-core.LICENSE'],
  ['socket.io-client', 'dist/socket.io.esm.min.js', 'socket.io.esm.min.js'],
]
for (const [name, from, file, licence] of modules) {
  put(file, name, sideBySide(dropMap(readFileSync(`node_modules/${name}/${from}`, 'utf8'))))
  if (licence) putLicences(licence, name, [name])
}
// the client's file is itself a bundle of its authors' small packages
putLicences('socket.io.LICENSE', 'socket.io-client', [
  'socket.io-client', 'engine.io-client', 'engine.io-parser', 'socket.io-parser', '@socket.io/component-emitter',
])

const bundle = await build({
  entryPoints: ['plotly-entry.js'], bundle: true, minify: true, write: false, metafile: true,
  format: 'iife', globalName: 'Plotly', target: 'es2016', logLevel: 'error',
  plugins: [environmentPlugin({ NODE_DEBUG: false }), glsl({ minify: true }), inlineCss()],
  define: { global: 'window', 'define.amd': 'false' },
  alias: { regl: '@plotly/regl', stream: 'stream-browserify' },
})
put('plotly.min.js', 'plotly.js', bundle.outputFiles[0].text)
put('plotly.css', 'plotly.js', readFileSync('node_modules/plotly.js/dist/plotly.css', 'utf8'))
const bundled = Object.keys(bundle.metafile.inputs)
  .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
  .filter((name) => name && existsSync(`node_modules/${name}/package.json`))
putLicences('plotly.LICENSE', 'plotly.js', ['plotly.js', ...[...new Set(bundled)].filter((name) => name !== 'plotly.js').sort()])

writeFileSync(join(target, 'manifest.json'), `${JSON.stringify({ files }, null, 2)}\n`)
JS

node vendor.mjs "$target"
echo "static/vendor: $(ls "$target" | wc -l) files"
