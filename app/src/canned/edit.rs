//! The dialog in which a canned response is made or changed.

use super::table::group_in_words;
use super::{List, api};
use crate::account::FormProblems;
use crate::api::Failure;
use crate::browser::page::focus_later;
use crate::edited::{EditDialog, Edited};
use crate::live::Console;
use crate::text::{Texts, fill, use_texts};
use crate::ui::{Button, Checks, Entry, Extent, Kind, Notice, Tone};
use domain::canned::{AuthorizedGroup, CannedResponse, Draft, PLACEHOLDERS};
use domain::member::BuiltInGroup;
use leptos::prelude::*;

/// What happens once it is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Close,
    New,
}

/// The dialog.
#[component]
pub(super) fn CannedDialog(list: List) -> impl IntoView {
    let texts = use_texts();
    let open = RwSignal::new(false);
    let content = move || open.get().then(|| view! { <CannedForm list open /> });
    view! {
        <EditDialog edited=list.edited new=texts.canned_new known=texts.canned_edit open>{content}</EditDialog>
    }
}

/// What stands in the form.
#[derive(Clone, Copy)]
struct Typed {
    shortcut: RwSignal<String>,
    substitution: RwSignal<String>,
    groups: RwSignal<Vec<AuthorizedGroup>>,
    problems: FormProblems,
    trouble: RwSignal<Option<&'static str>>,
    is_pending: RwSignal<bool>,
}

impl Typed {
    fn new() -> Self {
        Self {
            shortcut: RwSignal::default(),
            substitution: RwSignal::default(),
            groups: RwSignal::default(),
            problems: FormProblems::new(Vec::new()),
            trouble: RwSignal::new(None),
            is_pending: RwSignal::new(false),
        }
    }

    fn fill(self, draft: Draft) {
        self.shortcut.set(draft.shortcut);
        self.substitution.set(draft.substitution);
        self.groups.set(draft.groups);
        self.problems.set(Vec::new());
        self.trouble.set(None);
    }

    fn draft(self) -> Draft {
        Draft {
            shortcut: self.shortcut.get_untracked(),
            substitution: self.substitution.get_untracked(),
            groups: self.groups.get_untracked(),
        }
    }

    fn failed(self, texts: &Texts, failure: Failure) {
        let (problems, trouble) = match failure {
            Failure::Invalid(problems) => (problems, None),
            Failure::NotFound => (Vec::new(), Some(texts.canned_gone)),
            Failure::Forbidden => (Vec::new(), Some(texts.not_allowed)),
            Failure::SignedOut | Failure::Conflict | Failure::Unavailable => {
                (Vec::new(), Some(texts.form_unavailable))
            }
        };
        self.problems.set(problems);
        self.trouble.set(trouble);
    }
}

async fn save(edited: Edited<CannedResponse>, draft: Draft) -> Result<CannedResponse, Failure> {
    match edited {
        Edited::New => api::make(draft).await,
        Edited::Known(response) => api::change(response.id, response.version, draft).await,
    }
}

#[component]
fn CannedForm(list: List, open: RwSignal<bool>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let typed = Typed::new();
    if let Some(Edited::Known(response)) = list.edited.get_untracked() {
        typed.fill(Draft {
            shortcut: response.shortcut,
            substitution: response.substitution,
            groups: response.groups,
        });
    }
    let save = move |next: Next| {
        let edited = list.edited.get_untracked().unwrap_or(Edited::New);
        typed.is_pending.set(true);
        leptos::task::spawn_local(async move {
            let saved = save(edited, typed.draft()).await;
            list.loaded.refresh();
            // The dialog may have been closed meanwhile.
            if typed.is_pending.try_set(false).is_some() {
                return;
            }
            match (saved, next) {
                (Err(failure), _) => typed.failed(texts, failure),
                (Ok(_), Next::Close) => {
                    console.tell(texts.saved);
                    open.set(false);
                }
                (Ok(_), Next::New) => {
                    console.tell(texts.saved);
                    list.edited.set(Some(Edited::New));
                    typed.fill(Draft::default());
                    focus_later("canned-shortcut");
                }
            }
        });
    };
    view! {
        <form on:submit=move |event| {
            event.prevent_default();
            save(Next::Close);
        }>
            <div class="dialog__body form">
                {move || typed.trouble.get().map(|text| {
                    view! { <Notice tone=Tone::Danger icon="triangle-alert" text /> }
                })}
                <Fields typed />
                <Groups list typed />
            </div>
            <div class="dialog__actions dialog__actions--start">
                <Button kind=Kind::Submit disabled=typed.is_pending>{texts.save_and_close}</Button>
                <Button disabled=typed.is_pending on:click=move |_| save(Next::New)>
                    {texts.save_and_new}
                </Button>
                <Button kind=Kind::Last on:click=move |_| open.set(false)>{texts.cancel}</Button>
            </div>
        </form>
    }
}

#[component]
fn Fields(typed: Typed) -> impl IntoView {
    let texts = use_texts();
    let problems = typed.problems;
    let places = PLACEHOLDERS
        .map(|place| {
            let add = move |_| {
                typed.substitution.update(|text| text.push_str(place));
                focus_later("canned-substitution");
            };
            view! {
                <Button kind=Kind::Link label=fill(texts.canned_add, &[("place", place)]) on:click=add>
                    <code>{place}</code>
                </Button>
            }
        })
        .collect_view();
    view! {
        <Entry
            name="canned-shortcut"
            label=texts.canned_shortcut
            value=typed.shortcut
            on_change=Callback::new(move |text| typed.shortcut.set(text))
            help=texts.canned_shortcut_help
            problem=problems.of(texts, "shortcut")
            is_code=true
        />
        <Entry
            name="canned-substitution"
            label=texts.canned_substitution
            value=typed.substitution
            on_change=Callback::new(move |text| typed.substitution.set(text))
            extent=Extent::Lines
            problem=problems.of(texts, "substitution")
        />
        <p class="field__help canned__places">{texts.canned_places} " " {places}</p>
    }
}

#[component]
fn Groups(list: List, typed: Typed) -> impl IntoView {
    let texts = use_texts();
    // The dialog shows what there was when it was opened.
    let groups = list.loaded.get_untracked().map(|canned| canned.groups);
    let groups = groups.unwrap_or_default();
    let made = groups.iter().map(|group| AuthorizedGroup::Made(group.id));
    let boxes = BuiltInGroup::ALL
        .map(AuthorizedGroup::BuiltIn)
        .into_iter()
        .chain(made)
        .map(|group| {
            let name = group_in_words(texts, group, &groups);
            let ticked = move |is_ticked: bool| {
                typed.groups.update(|groups| {
                    groups.retain(|other| *other != group);
                    if is_ticked {
                        groups.push(group);
                    }
                });
            };
            view! {
                <label class="check">
                    <input
                        class="check__input"
                        type="checkbox"
                        prop:checked=move || typed.groups.with(|groups| groups.contains(&group))
                        on:change:target=move |event| ticked(event.target().checked())
                    />
                    <span>{name}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <Checks
            label=texts.canned_groups
            help=texts.canned_groups_help
            problem=typed.problems.of(texts, "groups")
        >
            {boxes}
        </Checks>
    }
}
