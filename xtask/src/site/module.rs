//! Makes a compiled module loadable in a browser: bindings, then smaller ones.

use std::fs;
use std::path::{Path, PathBuf};

use super::freshness::{self, Fingerprint};
use super::{Effort, bindings, empty_folder};
use crate::failure::Failure;
use crate::process;
use crate::report;
use crate::workspace;

/// What every current browser understands; older syntax only makes the glue larger.
const ECMASCRIPT: &str = "--target=es2022";

/// A wasm module and the JavaScript that loads it.
#[derive(Debug)]
pub(super) struct Module {
    /// The JavaScript module that exports `default`, the loading function.
    pub(super) glue: String,
    /// The wasm binary.
    pub(super) wasm: Vec<u8>,
}

/// Makes bindings for a compiled module, reusing those of an unchanged one.
pub(super) fn prepare(
    name: &str,
    compiled: &Path,
    effort: Effort,
    work: &Path,
) -> Result<Module, Failure> {
    let folder = work.join(name);
    let stamp = work.join(format!("{name}.fingerprint"));
    let mut fingerprint = Fingerprint::default();
    fingerprint.add_file(compiled)?;
    fingerprint.add_tools()?;

    let glue = folder.join("glue.js");
    let wasm = folder.join(format!("{name}_bg.wasm"));
    if !freshness::is_fresh(&glue, &stamp, &fingerprint) {
        empty_folder(&folder)?;
        report::step(&format!("{name} bindings"), || {
            bindings::generate(name, compiled, effort, &folder)
        })?;
        script(name, &folder, &glue, effort)?;
        if effort == Effort::Small {
            report::step(&format!("{name} wasm-opt"), || shrink(&wasm))?;
        }
        freshness::remember(&stamp, &fingerprint)?;
    }
    Ok(Module {
        glue: fs::read_to_string(&glue).map_err(Failure::at(&glue))?,
        wasm: fs::read(&wasm).map_err(Failure::at(&wasm))?,
    })
}

/// Returns the widget's loader, without its comments and spaces when it has to be small.
pub(super) fn loader(effort: Effort, work: &Path) -> Result<Option<String>, Failure> {
    let source = workspace::root().join("widget/loader.js");
    if !source.exists() {
        return Ok(None);
    }
    let minified = work.join("loader.js");
    let mut command = process::npm_script("esbuild/bin/esbuild");
    command
        .arg(&source)
        .args([ECMASCRIPT, "--log-level=warning"]);
    if effort == Effort::Small {
        command.arg("--minify");
    }
    command.arg(format!("--outfile={}", minified.display()));
    process::run(&mut command)?;
    fs::read_to_string(&minified)
        .map(Some)
        .map_err(Failure::at(&minified))
}

/// Bundles the glue with the snippets it imports into one file.
fn script(name: &str, folder: &Path, target: &Path, effort: Effort) -> Result<(), Failure> {
    let mut command = process::npm_script("esbuild/bin/esbuild");
    command.arg(folder.join(format!("{name}.js")));
    command.args(["--bundle", ECMASCRIPT, "--log-level=warning"]);
    match name {
        // The loader runs it as a classic script in a frame, where it must not need the page.
        "widget" => command.args(["--format=iife", "--global-name=porchlight"]),
        _ => command.arg("--format=esm"),
    };
    if effort == Effort::Small {
        command.arg("--minify");
    }
    command.arg(format!("--outfile={}", target.display()));
    process::run(&mut command)
}

fn shrink(wasm: &Path) -> Result<(), Failure> {
    let smaller = PathBuf::from(wasm).with_extension("opt.wasm");
    let mut command = process::npm_script("binaryen/bin/wasm-opt");
    command
        .arg(wasm)
        .args(["-Oz", "--strip-debug", "--strip-producers"]);
    // What rustc emits for this target, and nothing that newer browsers alone understand.
    command.args([
        "--enable-bulk-memory",
        "--enable-multivalue",
        "--enable-mutable-globals",
        "--enable-nontrapping-float-to-int",
        "--enable-reference-types",
        "--enable-sign-ext",
    ]);
    command.arg("-o").arg(&smaller);
    process::run(&mut command)?;
    fs::rename(&smaller, wasm).map_err(Failure::at(wasm))
}
