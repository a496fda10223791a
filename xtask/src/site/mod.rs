//! The assets: from sources to the folder `target/site`, which the server embeds.

mod bindings;
mod compress;
mod freshness;
mod module;
mod output;
mod script;
mod split;
mod style;
mod wasm;
mod widget;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::process;
use crate::report;
use crate::workspace;
use freshness::Fingerprint;
use module::Part;
use output::Output;

/// The languages of the console.
const LANGUAGES: [&str; 2] = ["en", "fr"];

/// What the console says, by the name of the file that holds it in one language. Asked of the crate as it is now: what stands in this
/// program is older once somebody has changed a text.
fn texts() -> Result<Vec<(String, String)>, Failure> {
    let told = LANGUAGES.into_iter().map(|language| {
        let mut command = process::cargo();
        command.args(["run", "--quiet", "--package", "texts", "--example", "lines"]);
        let lines = process::capture(command.args(["--", language]))?;
        Ok((format!("console.{language}.txt"), lines))
    });
    told.collect()
}

/// How much work goes into making the assets small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// Quick to build, readable in the browser.
    Development,
    /// For a few stories in the browser: the console quick to build, the widget as released.
    FewStories,
    /// For all of them: the console quick to load, the widget as released.
    AllStories,
    /// Smallest, with brotli and gzip beside every file.
    Release,
}

/// How one part of the assets is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effort {
    /// Built at once.
    Quick,
    /// Loaded soon, and built nearly at once.
    Story,
    /// As small as it gets.
    Small,
}

impl Variant {
    fn console(self) -> Effort {
        match self {
            Self::Development | Self::FewStories => Effort::Quick,
            Self::AllStories => Effort::Story,
            Self::Release => Effort::Small,
        }
    }

    fn widget(self) -> Effort {
        match self {
            Self::Development => Effort::Quick,
            Self::FewStories | Self::AllStories | Self::Release => Effort::Small,
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::FewStories => "few-stories",
            Self::AllStories => "all-stories",
            Self::Release => "release",
        }
    }
}

/// Builds the assets of one variant into `target/site`; files that are up to date are kept.
pub(crate) fn build(variant: Variant) -> Result<(), Failure> {
    let _lock = lock()?;
    let console = report::step("console wasm", || wasm::console(variant.console()))?;
    let widget = report::step("widget wasm", || wasm::widget(variant.widget()))?;

    let texts = report::step("console texts", texts)?;

    let fingerprint = fingerprint(variant, &[&console, &widget], &texts)?;
    let site = workspace::site();
    if output::is_complete(&site) && freshness::is_fresh(&site, &stamp(), &fingerprint) {
        report::note("assets are up to date");
        return Ok(());
    }
    report::step("assets", || assemble(variant, &console, &widget, &texts))?;
    freshness::remember(&stamp(), &fingerprint)
}

/// Builds a Leptos page with nothing on it into `target/empty-page`, for comparison with the console.
pub(crate) fn empty_page() -> Result<(), Failure> {
    let compiled = report::step("empty page wasm", wasm::empty_page)?;
    let work = workspace::root().join("target/site-work/release");
    let module = module::prepare(Part::EmptyPage, &compiled, Effort::Small, &work)?;
    let folder = workspace::root().join("target/empty-page");
    empty_folder(&folder)?;
    for (name, content) in [
        ("glue.js", module.glue.as_bytes()),
        ("empty_page_bg.wasm", &module.wasm),
    ] {
        let path = folder.join(name);
        fs::write(&path, content).map_err(Failure::at(&path))?;
    }
    Ok(())
}

fn assemble(
    variant: Variant,
    console: &Path,
    widget: &Path,
    texts: &[(String, String)],
) -> Result<(), Failure> {
    let work = workspace::root()
        .join("target/site-work")
        .join(variant.folder());
    let console = module::prepare(Part::Console, console, variant.console(), &work)?;
    let conversation = module::prepare(Part::Widget, widget, variant.widget(), &work)?;

    let mut output = Output::begin(&workspace::root().join("target/site-next"))?;
    for file in workspace::files_below(&workspace::root().join("public"))? {
        output.add_file(&file)?;
    }
    output.add("console_bg.wasm", &console.wasm)?;
    for wasm in &console.later {
        output.add_file(wasm)?;
    }
    output.add("widget_bg.wasm", &conversation.wasm)?;
    output.add_text("console.js", &console.glue)?;
    for (name, lines) in texts {
        output.add_text(name, lines)?;
    }
    match style::bundle(variant.console(), &work)? {
        Some(css) => output.add_text("console.css", &css)?,
        None => report::note("style/main.css does not exist: no console.css"),
    }
    for (name, script) in widget::scripts(variant.widget(), &conversation.glue, &work)? {
        output.add_text(&name, &script)?;
    }
    for (name, script) in widget::fixed(variant.widget(), &work)? {
        output.add_fixed(name, &script)?;
    }
    output.write_manifest()?;
    if variant == Variant::Release {
        compress::compress(output.folder())?;
    }
    output.publish(&workspace::site())
}

/// Waits until no other command builds assets, and keeps others waiting until it is dropped.
fn lock() -> Result<File, Failure> {
    let folder = workspace::root().join("target/site-work");
    fs::create_dir_all(&folder).map_err(Failure::at(&folder))?;
    let path = folder.join("lock");
    let lock = File::create(&path).map_err(Failure::at(&path))?;
    lock.lock().map_err(Failure::at(&path))?;
    Ok(lock)
}

fn stamp() -> PathBuf {
    workspace::root().join("target/site-work/fingerprint")
}

fn fingerprint(
    variant: Variant,
    modules: &[&Path],
    texts: &[(String, String)],
) -> Result<Fingerprint, Failure> {
    let root = workspace::root();
    let mut fingerprint = Fingerprint::default();
    fingerprint.add_text(variant.folder());
    for module in modules {
        fingerprint.add_file(module)?;
    }
    fingerprint.add_tools()?;
    for (_, lines) in texts {
        fingerprint.add_text(lines);
    }
    for script in ["widget/loader.js", "widget/frame.js", "widget/browser.js"] {
        fingerprint.add_file(&root.join(script))?;
    }
    for folder in ["style", "public", "widget/texts", "widget/window"] {
        for file in workspace::files_below(&root.join(folder))? {
            fingerprint.add_file(&file)?;
        }
    }
    Ok(fingerprint)
}

/// Removes the files of a folder made by an earlier run and creates it anew.
fn empty_folder(folder: &Path) -> Result<(), Failure> {
    workspace::remove(folder)?;
    fs::create_dir_all(folder).map_err(Failure::at(folder))
}
