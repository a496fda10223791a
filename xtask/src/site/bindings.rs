//! The bindings between a wasm module and JavaScript, by wasm-bindgen.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use super::Effort;
use super::module::Part;
use super::split;
use crate::failure::Failure;

/// The name of the script of a module's bindings.
pub(super) fn script(part: Part) -> String {
    format!("{}.js", part.name())
}

/// Writes `NAME.js` and `NAME_bg.wasm` for a compiled module into a folder.
pub(super) fn generate(
    part: Part,
    compiled: &Path,
    effort: Effort,
    folder: &Path,
) -> Result<(), Failure> {
    let name = part.name();
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name(name)
        .typescript(false)
        // The widget's loader passes the address of the module itself.
        .omit_default_module_path(part == Part::Widget)
        // What is loaded later uses its stack and its table, and knows functions by the names that the compiler gave them.
        .keep_lld_exports(part == Part::Console)
        .demangle(part != Part::Console)
        .remove_name_section(effort == Effort::Small)
        .remove_producers_section(true);
    let failed = |error| Failure::Step(format!("wasm-bindgen, {name}: {error:#}"));
    let mut output = bindgen
        .web(true)
        .and_then(Bindgen::generate_output)
        .map_err(failed)?;

    let mut names = HashMap::new();
    if effort == Effort::Small {
        let imports = output.wasm_mut().imports.iter_mut();
        let renamed = imports.filter(|import| import.module != split::LOADER);
        for (number, import) in renamed.enumerate() {
            let short = format!("_{number}");
            names.insert(std::mem::replace(&mut import.name, short.clone()), short);
        }
    }
    output.emit(folder).map_err(failed)?;
    rewrite_glue(part, &folder.join(script(part)), &names)
}

/// How the glue of modules for pages ends: with two ways to start it.
const STARTS: &str = "export { initSync, __wbg_init as default };";
/// The widget starts its module by itself, with these.
const PARTS_OF_START: &str =
    "export { __wbg_finalize_init as begin, __wbg_get_imports as imports };";

/// Gives the glue the module's short names, and leaves out the ways to start it that nobody uses.
fn rewrite_glue(part: Part, path: &Path, names: &HashMap<String, String>) -> Result<(), Failure> {
    let glue = fs::read_to_string(path).map_err(Failure::at(path))?;
    let mut glue = renamed(&glue, names);
    let starts = match part {
        Part::Console => STARTS,
        Part::EmptyPage => "export { __wbg_init as default };",
        Part::Widget => PARTS_OF_START,
    };
    if !glue.contains(STARTS) {
        let problem = format!("wasm-bindgen, {}: no way to start it", part.name());
        return Err(Failure::Step(problem));
    }
    glue = glue.replace(STARTS, starts);
    fs::write(path, glue).map_err(Failure::at(path))
}

/// Replaces whole identifiers; the hashes in wasm-bindgen's own names do not compress.
fn renamed(script: &str, names: &HashMap<String, String>) -> String {
    let is_part_of_name = |character: char| character.is_alphanumeric() || "_$".contains(character);
    let mut result = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let end = rest
            .find(|character| !is_part_of_name(character))
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        result.push_str(names.get(word).map_or(word, String::as_str));
        let start = after.find(is_part_of_name).unwrap_or(after.len());
        let (between, next) = after.split_at(start);
        result.push_str(between);
        rest = next;
    }
    result
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::renamed;

    #[test]
    fn only_whole_identifiers_are_renamed() {
        let names = HashMap::from([("__wbg_get_1f".to_owned(), "_0".to_owned())]);
        let script = "({ __wbg_get_1f: function() {}, __wbg_get_1f0: 1, 'é': __wbg_get_1f });";
        let expected = "({ _0: function() {}, __wbg_get_1f0: 1, 'é': _0 });";
        assert_eq!(renamed(script, &names), expected);
    }
}
