//! Takes the compiled console apart: what the first page needs, and what is loaded later.
//!
//! Functions marked with `wasm_split` in `app` are where it is cut. What is reached through them alone goes into a module of its own,
//! which uses the memory and the functions of the first one.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_split_cli_support::{Options, transform};

use super::bindings;
use super::module::Part;
use crate::failure::Failure;
use crate::workspace;

/// The script that loads what comes later, as the first module names it.
pub(super) const LOADER: &str = "./later.js";

/// Writes the first module, the further ones, and the script that loads these; returns the first.
pub(super) fn split(compiled: &Path, folder: &Path) -> Result<PathBuf, Failure> {
    let input = fs::read(compiled).map_err(Failure::at(compiled))?;
    let first = folder.join("first.wasm");
    let glue = format!("./{}", bindings::script(Part::Console));
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.main_module = &glue;
    options.link_name = LOADER;
    transform(options)
        .map_err(|error| Failure::Step(format!("taking the console apart: {error:#}")))?;
    Ok(first)
}

/// The further modules in a folder; none for a module that was not taken apart.
pub(super) fn further(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = workspace::files_below(folder)?;
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".wasm") && (name.starts_with("split_") || name.starts_with("chunk_"))
    });
    Ok(files)
}
