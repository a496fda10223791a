//! Makes a compiled module loadable in a browser: bindings, then smaller ones.

use std::fs;
use std::path::{Path, PathBuf};

use super::freshness::{self, Fingerprint};
use super::{Effort, bindings, empty_folder, script, split};
use crate::failure::Failure;
use crate::process;
use crate::report;
use crate::workspace;

/// One of the modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What operators see.
    Console,
    /// What visitors see.
    Widget,
    /// A Leptos page with nothing on it, built like the console for comparison with it.
    EmptyPage,
}

impl Part {
    /// Returns the name that its files start with.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::Widget => "widget",
            Self::EmptyPage => "empty_page",
        }
    }

    /// What counts is the size with brotli: on the console, `-Oz` makes 1.70 MB into 1.49 MB, and that compresses to
    /// 401 kB instead of 369 kB. Arguments that nobody reads and values that stand in a variable already are a further
    /// 2.5 of its 400 kB; that nothing lies at the lowest addresses and nothing traps, another 1.6; and functions that have become
    /// alike by then, 0.8. The widget gets 2 % smaller where its jumps are laid out anew.
    fn optimisation(self) -> &'static [&'static str] {
        match self {
            Self::Console | Self::EmptyPage => &[
                "-O1",
                "--dae-optimizing",
                "--rse",
                "--vacuum",
                "--code-folding",
                "--duplicate-function-elimination",
                "--reorder-locals",
            ],
            Self::Widget => &["--flatten", "--rereloop", "-Oz", "-Oz", "--converge"],
        }
    }

    fn format(self) -> &'static [&'static str] {
        match self {
            Self::Console | Self::EmptyPage => &["--format=esm"],
            // The window runs it as a classic script in a frame of its own.
            Self::Widget => &["--format=iife"],
        }
    }

    /// The script that loads the module, where that is not the bindings themselves; it knows them as `bindings`.
    fn entry(self) -> Option<PathBuf> {
        match self {
            Self::Console | Self::EmptyPage => None,
            Self::Widget => Some(workspace::root().join("widget/browser.js")),
        }
    }
}

/// A wasm module and the JavaScript that loads it.
#[derive(Debug)]
pub(super) struct Module {
    /// The JavaScript module that exports `default`, the loading function.
    pub(super) glue: String,
    /// The wasm binary.
    pub(super) wasm: Vec<u8>,
    /// The wasm files that are loaded later, under the names that the JavaScript has for them.
    pub(super) later: Vec<PathBuf>,
}

/// Makes bindings for a compiled module, reusing those of an unchanged one.
pub(super) fn prepare(
    part: Part,
    compiled: &Path,
    effort: Effort,
    work: &Path,
) -> Result<Module, Failure> {
    let name = part.name();
    let folder = work.join(name);
    let stamp = work.join(format!("{name}.fingerprint"));
    let mut fingerprint = Fingerprint::default();
    fingerprint.add_file(compiled)?;
    fingerprint.add_tools()?;
    if let Some(entry) = part.entry() {
        fingerprint.add_file(&entry)?;
    }

    let glue = folder.join("glue.js");
    let wasm = folder.join(format!("{name}_bg.wasm"));
    if !freshness::is_fresh(&glue, &stamp, &fingerprint) {
        make(part, compiled, effort, &folder)?;
        bundle(part, &folder, &glue, effort)?;
        freshness::remember(&stamp, &fingerprint)?;
    }
    Ok(Module {
        glue: fs::read_to_string(&glue).map_err(Failure::at(&glue))?,
        wasm: fs::read(&wasm).map_err(Failure::at(&wasm))?,
        later: split::further(&folder)?,
    })
}

/// Writes the bindings, the module, and those that are loaded later.
fn make(part: Part, compiled: &Path, effort: Effort, folder: &Path) -> Result<(), Failure> {
    let name = part.name();
    empty_folder(folder)?;
    let first = if part == Part::Console {
        report::step("console split", || split::split(compiled, folder))?
    } else {
        compiled.to_path_buf()
    };
    report::step(&format!("{name} bindings"), || {
        bindings::generate(part, &first, effort, folder)
    })?;
    if effort == Effort::Small {
        let mut modules = vec![folder.join(format!("{name}_bg.wasm"))];
        modules.extend(split::further(folder)?);
        report::step(&format!("{name} wasm-opt"), || {
            modules.iter().try_for_each(|wasm| shrink(part, wasm))
        })?;
    }
    Ok(())
}

/// Bundles the glue with the snippets it imports into one file, and returns its text.
fn bundle(part: Part, folder: &Path, target: &Path, effort: Effort) -> Result<String, Failure> {
    let bindings = folder.join(bindings::script(part));
    let alias = format!("--alias:bindings={}", bindings.display());
    let mut arguments = vec![
        "--bundle",
        // Each part of the console imports the loader under a name of its own.
        "--log-override:duplicate-object-key=silent",
    ];
    arguments.extend(part.format());
    if part.entry().is_some() {
        arguments.push(&alias);
    }
    let source = part.entry().unwrap_or(bindings);
    script::made(source, target, effort, &arguments)
}

fn shrink(part: Part, wasm: &Path) -> Result<(), Failure> {
    let smaller = PathBuf::from(wasm).with_extension("opt.wasm");
    let mut command = process::npm_script("binaryen/bin/wasm-opt");
    command.arg(wasm).args(part.optimisation()).args([
        // The stack stands there, and never reaches so far down.
        "--low-memory-unused",
        // A trap ends what runs there either way.
        "--traps-never-happen",
        "--strip-debug",
        "--strip-producers",
        "--strip-target-features",
    ]);
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
