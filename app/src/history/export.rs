//! Sessions as a file (spec 13.1): all that the filters find, or those that were selected; as a workbook or as comma-separated
//! values, of the fields one chooses.

use super::address::Address;
use super::live_links::LiveLinks;
use crate::browser::download::Download;
use crate::live::Console;
use crate::moment::Clock;
use crate::text::{Texts, fill, fill_count, use_texts};
use crate::ui::{Button, Check, Checks, FormDialog, Icon, Kind, Notice, Size, Tone};
use domain::id::ConversationId;
use domain::permission::{Caller, Deed, may};
use domain::report::{Column, Foreword, SESSIONS_HEADER, Unknown};
use futures::future::{AbortHandle, Aborted, abortable};
use leptos::html;
use leptos::prelude::*;
use web_sys::{FormData, HtmlFormElement, SubmitEvent};

/// Where the sessions of a file come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// All that an address asks for.
    Found(Box<Address>),
    /// These.
    These(Vec<ConversationId>),
}

impl Source {
    /// The fields that choose them.
    fn fields(&self, clock: Clock) -> Vec<(&'static str, String)> {
        match self {
            Self::Found(address) => address.asked_for(clock),
            Self::These(conversations) => {
                let ids = conversations.iter().map(ToString::to_string);
                vec![("conversations", ids.collect::<Vec<_>>().join(","))]
            }
        }
    }
}

/// Whether this person may take sessions away.
pub(super) fn may_export(console: Console) -> Memo<bool> {
    Memo::new(move |_| {
        let role = console.me.with(|me| me.role);
        may(Caller::User(role), Deed::ExportSessions)
    })
}

/// The way to the file, for who may have it; without scripts, all of it as comma-separated values.
#[component]
pub(super) fn Export(address: Memo<Result<Address, Unknown>>) -> impl IntoView {
    let (texts, clock) = (use_texts(), Clock::of_page());
    let may_export = may_export(Console::of_page());
    let open = RwSignal::new(false);
    let address = move || address.get().unwrap_or_default();
    let href = move || {
        // Which days are meant is known only once the reader's time zone is.
        clock.is_local.track();
        path("csv", &Source::Found(Box::new(address())).fields(clock))
    };
    let ask = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        open.set(true);
    };
    let source = Signal::derive(move || Source::Found(Box::new(address())));
    view! {
        <Show when=move || may_export.get()>
            <a class="button" href=href download="sessions.csv" title=texts.export_title rel="external" on:click=ask>
                <Icon name="download" size=Size::Small />
                {texts.export_all}
            </a>
            <ExportDialog open source />
        </Show>
    }
}

/// Where a file lies.
fn path(format: &str, fields: &[(&'static str, String)]) -> String {
    let fields = fields.iter().map(|(name, value)| format!("{name}={value}"));
    let fields = fields.collect::<Vec<_>>().join("&");
    format!("/console/sessions.{format}?{fields}")
}

/// How far a file has come.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Coming {
    /// Nothing is under way.
    Nothing,
    /// It is asked for.
    Begun,
    /// So many of its sessions are written on the server, of so many.
    Written(f64, f64),
    /// So many of its lines are here, of so many.
    Read(f64, f64),
    /// It did not come.
    Failed,
}

impl Coming {
    fn is_under_way(self) -> bool {
        matches!(self, Self::Begun | Self::Written(..) | Self::Read(..))
    }
}

/// The dialog that asks how the file shall be.
#[component]
pub(super) fn ExportDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it is asked about.
    source: Signal<Source>,
) -> impl IntoView {
    let texts = use_texts();
    let content = move || view! { <ExportForm open source /> };
    view! { <FormDialog open title=texts.export_sessions close=texts.close>{content}</FormDialog> }
}

#[component]
fn ExportForm(open: RwSignal<bool>, source: Signal<Source>) -> impl IntoView {
    let (texts, clock) = (use_texts(), Clock::of_page());
    let coming = RwSignal::new(Coming::Nothing);
    let problem = RwSignal::new(None::<String>);
    let is_coming = Memo::new(move |_| coming.get().is_under_way());
    let what = move || match source.get() {
        Source::Found(_) => texts.export_found.to_owned(),
        Source::These(these) => fill_count(texts.export_these, these.len()),
    };
    let form = NodeRef::<html::Form>::new();
    let chosen = move || {
        let (format, columns) = chosen(&form.get_untracked()?)?;
        let has_none = columns.is_empty();
        problem.set(has_none.then(|| texts.export_no_fields.to_owned()));
        (!has_none).then_some((format, columns))
    };
    let wanted = Callback::new(move |()| {
        let (_, columns) = chosen()?;
        match source.get_untracked() {
            Source::Found(address) => Some((address.asked(clock), columns)),
            Source::These(_) => None,
        }
    });
    let is_found = move || source.with(|source| matches!(source, Source::Found(_)));
    let under_way = ArcStoredValue::new(None::<AbortHandle>);
    on_cleanup({
        let under_way = under_way.clone();
        // Who closes the dialog wants no file any more.
        move || {
            under_way.with_value(|task| {
                if let Some(task) = task {
                    task.abort();
                }
            });
        }
    });
    let export = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((format, columns)) = chosen() else {
            return;
        };
        let mut fields = source.with_untracked(|source| source.fields(clock));
        let words: Vec<_> = columns.iter().map(|column| column.word()).collect();
        fields.push(("columns", words.join(",")));
        coming.set(Coming::Begun);
        let (task, handle) = abortable(fetch(format, fields, coming, open));
        under_way.set_value(Some(handle));
        leptos::task::spawn_local(async move {
            // Given up, it has nobody left to tell.
            let (Ok(()) | Err(Aborted)) = task.await;
        });
    };
    view! {
        <form on:submit=export node_ref=form>
            <div class="dialog__body form">
                <p class="dialog__text">{what}</p>
                <Formats />
                <Fields problem />
                <Progress coming />
                <Show when=is_found>
                    <LiveLinks wanted />
                </Show>
            </div>
            <div class="dialog__actions">
                <Button kind=Kind::Submit icon="download" disabled=Signal::from(is_coming)>{texts.export_do}</Button>
                <Button on:click=move |_| open.set(false)>{texts.cancel}</Button>
            </div>
        </form>
    }
}

/// The format and the fields that a form says.
fn chosen(form: &HtmlFormElement) -> Option<(&'static str, Vec<Column>)> {
    let told = FormData::new_with_form(form).ok()?;
    let format = match told.get("format").as_string()?.as_str() {
        "csv" => "csv",
        _ => "xlsx",
    };
    let columns = told.get_all("columns");
    let columns = columns
        .iter()
        .filter_map(|one| Column::of_word(&one.as_string()?));
    Some((format, columns.collect()))
}

/// Fetches the file; closes the dialog once it is here.
async fn fetch(
    format: &'static str,
    mut fields: Vec<(&'static str, String)>,
    coming: RwSignal<Coming>,
    open: RwSignal<bool>,
) {
    let is_workbook = format == "xlsx";
    if is_workbook {
        fields.push(("foreword", "true".to_owned()));
    }
    let fetched = async {
        let download = Download::begin(&path(format, &fields)).await?;
        let sessions = download.number(SESSIONS_HEADER);
        let name = format!("sessions.{format}");
        if is_workbook {
            download.save(&name, written(sessions, coming)).await
        } else {
            download.save(&name, read(sessions, coming)).await
        }
    };
    match fetched.await {
        Some(()) => {
            coming.try_set(Coming::Nothing);
            open.try_set(false);
        }
        None => {
            coming.try_set(Coming::Failed);
        }
    }
}

/// Tells how much of a workbook is written, which comes once it is whole.
fn written(sessions: Option<f64>, coming: RwSignal<Coming>) -> impl FnMut(&[u8]) -> usize {
    let mut foreword = Foreword::default();
    move |piece| {
        let begins = foreword.read(piece);
        if let (Some(whole), Ok(written)) = (sessions, u32::try_from(foreword.sessions)) {
            coming.try_set(Coming::Written(f64::from(written).min(whole), whole));
        }
        begins
    }
}

/// Tells how many lines have come, of which the first has the names.
fn read(sessions: Option<f64>, coming: RwSignal<Coming>) -> impl FnMut(&[u8]) -> usize {
    let mut lines = 0_u32;
    move |piece| {
        let ends = piece.split(|byte| *byte == b'\n').skip(1).count();
        lines = lines.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        if let Some(whole) = sessions.map(|sessions| sessions + 1.0) {
            // A comment may have lines of its own.
            coming.try_set(Coming::Read(f64::from(lines).min(whole), whole));
        }
        0
    }
}

#[component]
fn Formats() -> impl IntoView {
    let texts = use_texts();
    let formats = [("xlsx", texts.export_xlsx), ("csv", texts.export_csv)];
    let formats = formats.map(|(format, name)| {
        view! {
            <label class="choice">
                <input type="radio" name="format" value=format checked={format == "xlsx"} />
                {name}
            </label>
        }
    });
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts.export_format}</legend>
            <div class="choices choices--pairs">{formats}</div>
        </fieldset>
    }
}

#[component]
fn Fields(problem: RwSignal<Option<String>>) -> impl IntoView {
    let texts = use_texts();
    let boxes = Column::ALL.map(|column| {
        let label = column_name(texts, column);
        view! { <Check name="columns" value=column.word() label checked=true /> }
    });
    view! { <Checks label=texts.export_fields problem>{boxes}</Checks> }
}

#[component]
fn Progress(coming: RwSignal<Coming>) -> impl IntoView {
    let texts = use_texts();
    let part = move || match coming.get() {
        Coming::Written(part, whole) | Coming::Read(part, whole) => Some((part, whole)),
        _ => None,
    };
    let told = move || {
        let (sentence, part, whole) = match coming.get() {
            Coming::Written(part, whole) => (texts.export_counted, part, whole),
            Coming::Read(part, whole) => (texts.export_read, part, whole),
            _ => return texts.export_written.to_owned(),
        };
        let (part, whole) = (part.to_string(), whole.to_string());
        fill(sentence, &[("count", &part), ("whole", &whole)])
    };
    let is_coming = Memo::new(move |_| coming.get().is_under_way());
    view! {
        <Show when=move || is_coming.get()>
            <div class="export__coming">
                <progress
                    class="uploads__progress"
                    aria-label=texts.export_progress
                    value=move || part().map(|(part, _)| part)
                    max=move || part().map(|(_, whole)| whole)
                ></progress>
                <p class="field__help">{told}</p>
            </div>
        </Show>
        <Show when=move || coming.get() == Coming::Failed>
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.export_failed />
        </Show>
    }
}

/// What a column is called.
fn column_name(texts: &Texts, column: Column) -> &'static str {
    match column {
        Column::Began => texts.session_began,
        Column::Ended => texts.session_ended,
        Column::Visitor => texts.visitor,
        Column::Channel => texts.channel,
        Column::Country => texts.place_country,
        Column::Language => texts.place_language,
        Column::Operators => texts.channel_operators,
        Column::Duration => texts.session_duration,
        Column::Messages => texts.messages,
        Column::Speakers => texts.measure_speakers,
        Column::TimeToAnswer => texts.session_time_to_answer,
        Column::Rating => texts.session_rating,
        Column::Comment => texts.session_comment,
        Column::RatedOperator => texts.session_rated_operator,
        Column::Outcome => texts.outcome,
    }
}
