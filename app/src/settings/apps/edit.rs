//! The dialog in which a team is made or changed.

use super::{List, words};
use crate::account::FormProblems;
use crate::api::Failure;
use crate::edited::{EditDialog, Edited};
use crate::live::Console;
use crate::records::api;
use crate::text::{Texts, use_texts};
use crate::ui::{Button, Entry, Kind, Notice, Tone};
use domain::team::{App, Team, TeamDraft};
use leptos::prelude::*;

/// The dialog.
#[component]
pub(super) fn TeamDialog(list: List) -> impl IntoView {
    let texts = use_texts();
    let open = RwSignal::new(false);
    let content = move || {
        list.edited
            .get()
            .map(|edited| view! { <TeamForm list edited open /> })
    };
    view! {
        <EditDialog edited=list.edited new=texts.team_new known=texts.team_edit open>{content}</EditDialog>
    }
}

/// What stands in the form.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    has_live_chat: RwSignal<bool>,
    problems: FormProblems,
    trouble: RwSignal<Option<&'static str>>,
    is_pending: RwSignal<bool>,
}

impl Typed {
    fn with(edited: &Edited<Team>) -> Self {
        // A first team is made for what conversations become.
        let (name, has_live_chat) = match edited {
            Edited::New => (String::new(), true),
            Edited::Known(team) => (team.name.clone(), team.has_live_chat),
        };
        Self {
            name: RwSignal::new(name),
            has_live_chat: RwSignal::new(has_live_chat),
            problems: FormProblems::new(Vec::new()),
            trouble: RwSignal::new(None),
            is_pending: RwSignal::new(false),
        }
    }

    fn draft(self) -> TeamDraft {
        TeamDraft {
            name: self.name.get_untracked(),
            has_live_chat: self.has_live_chat.get_untracked(),
        }
    }

    fn failed(self, texts: &Texts, failure: Failure) {
        let (problems, trouble) = match failure {
            Failure::Invalid(problems) => (problems, None),
            Failure::NotFound => (Vec::new(), Some(texts.team_gone)),
            Failure::Forbidden => (Vec::new(), Some(texts.not_allowed)),
            Failure::SignedOut | Failure::Conflict | Failure::Unavailable => {
                (Vec::new(), Some(texts.form_unavailable))
            }
        };
        self.problems.set(problems);
        self.trouble.set(trouble);
    }
}

async fn save(app: App, edited: Edited<Team>, draft: TeamDraft) -> Result<Team, Failure> {
    match edited {
        Edited::New => api::make_team(app, draft).await,
        Edited::Known(team) => api::change_team(app, team.id, team.version, draft).await,
    }
}

#[component]
fn TeamForm(list: List, edited: Edited<Team>, open: RwSignal<bool>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let typed = Typed::with(&edited);
    let submitted = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let edited = edited.clone();
        typed.is_pending.set(true);
        leptos::task::spawn_local(async move {
            let saved = save(list.app, edited, typed.draft()).await;
            // The dialog may have been closed meanwhile.
            if typed.is_pending.try_set(false).is_none() {
                match saved {
                    Err(failure) => return typed.failed(texts, failure),
                    Ok(_) => open.set(false),
                }
                console.tell(texts.saved);
            }
            list.loaded.refresh();
        });
    };
    view! {
        <form on:submit=submitted>
            <div class="dialog__body form">
                {move || typed.trouble.get().map(|text| {
                    view! { <Notice tone=Tone::Danger icon="triangle-alert" text /> }
                })}
                <Entry
                    name="team-name"
                    label=texts.name
                    value=typed.name
                    on_change=Callback::new(move |name| typed.name.set(name))
                    problem=typed.problems.of(texts, "name")
                />
                <div>
                    <label class="check">
                        <input
                            class="check__input"
                            type="checkbox"
                            aria-describedby="team-live-chat-help"
                            prop:checked=typed.has_live_chat
                            on:change:target=move |event| typed.has_live_chat.set(event.target().checked())
                        />
                        <span>{texts.team_live_chat}</span>
                    </label>
                    <p class="field__help" id="team-live-chat-help">{words(texts, list.app).live_chat_help}</p>
                </div>
            </div>
            <div class="dialog__actions">
                <Button kind=Kind::Submit disabled=typed.is_pending>{texts.save}</Button>
            </div>
        </form>
    }
}
