//! What a chatbot's form holds, from its loading to its saving.

use super::super::{api, file};
use crate::account::FormProblems;
use crate::api::Failure;
use crate::leaving;
use crate::text::{Texts, use_texts};
use crate::ui::Toasts;
use domain::chatbot::{Chatbot, ChatbotDraft, ChatbotForm, Lacking, Names, Opened, Script};
use domain::expertise::Expertise;
use domain::id::{ChatbotId, PictureId, StepId};
use domain::problem::Problem;
use domain::rule::ChannelRule;
use domain::team::{App, AppState};
use domain::undo::Undo;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

/// The form of a chatbot.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// What it says now.
    pub(super) draft: RwSignal<ChatbotDraft>,
    /// In which language its words are shown: the primary tag, or nothing for those that it is written in.
    pub(super) language: RwSignal<String>,
    /// What it was before its changes.
    pub(super) undo: RwSignal<Undo<ChatbotDraft>>,
    /// What is wrong with it as the server sees it.
    pub(super) problems: FormProblems,
    /// What is wrong with its steps as they are now: what was typed is refused where it is typed, what a file says is not.
    pub(super) wrong: Memo<Vec<Problem>>,
    /// What the file that it was opened from names, and is not here; `None` if it came from none, or is saved.
    pub(super) lacking: RwSignal<Option<Vec<Lacking>>>,
    /// The places of the steps that lost an *Only If*, since they stand before its question now.
    pub(super) lost: RwSignal<String>,
    /// What its steps may name.
    pub(super) offered: StoredValue<Offered>,
    /// Whether it says something else than what is stored.
    pub(super) is_changed: Memo<bool>,
    /// Whether it is on its way.
    pub(super) is_saving: RwSignal<bool>,
    /// Whether somebody else saved since it was loaded.
    pub(super) is_outdated: RwSignal<bool>,
    /// Whether it could not be stored just now.
    pub(super) is_unsaved: RwSignal<bool>,
    stored: RwSignal<Option<Chatbot>>,
    /// Where to go once a new one is stored.
    goes_to: Callback<String>,
    toasts: Toasts,
    texts: &'static Texts,
}

fn draft_of(chatbot: Option<&Chatbot>) -> ChatbotDraft {
    chatbot.map_or_else(ChatbotDraft::default, |chatbot| ChatbotDraft {
        name: chatbot.name.clone(),
        script: chatbot.script.clone(),
    })
}

/// What the steps of a chatbot may name.
pub(super) struct Offered {
    /// What operators can know about.
    pub(super) expertises: Vec<Expertise>,
    /// *Helpdesk* and *CRM*.
    apps: Vec<(App, AppState)>,
    /// The rules that name it, as the form was loaded.
    pub(super) rules: Vec<ChannelRule>,
}

/// What a new chatbot begins with: a file that was chosen, or nothing.
fn opened(form: &ChatbotForm) -> Option<Opened> {
    let file = file::take().filter(|_| form.chatbot.is_none())?;
    let names = Names {
        expertises: &form.expertises,
        apps: &form.apps,
    };
    Some(file.open(names, Uuid::now_v7))
}

impl Form {
    /// The form of a chatbot as it was loaded.
    pub(super) fn new(form: ChatbotForm) -> Self {
        let (draft, lacking) = opened(&form).map_or_else(
            || (draft_of(form.chatbot.as_ref()), None),
            |opened| (opened.draft, Some(opened.lacking)),
        );
        let draft = RwSignal::new(draft);
        let stored = RwSignal::new(form.chatbot);
        let navigate = use_navigate();
        Self {
            draft,
            language: RwSignal::default(),
            undo: RwSignal::default(),
            problems: FormProblems::new(Vec::new()),
            wrong: Memo::new(move |_| draft.with(step_problems)),
            lacking: RwSignal::new(lacking),
            lost: RwSignal::default(),
            offered: StoredValue::new(Offered {
                expertises: form.expertises,
                apps: form.apps,
                rules: form.rules,
            }),
            is_changed: Memo::new(move |_| {
                draft.with(|draft| stored.with(|stored| *draft != draft_of(stored.as_ref())))
            }),
            is_saving: RwSignal::new(false),
            is_outdated: RwSignal::new(false),
            is_unsaved: RwSignal::new(false),
            stored,
            goes_to: Callback::new(move |address: String| {
                let options = NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                };
                navigate(&address, options);
            }),
            toasts: Toasts::of_page(),
            texts: use_texts(),
        }
    }

    /// An app, if it is on.
    pub(super) fn app(self, app: App) -> Option<AppState> {
        self.offered.with_value(|offered| {
            let found = offered
                .apps
                .iter()
                .find(|(known, state)| *known == app && state.is_on);
            found.map(|(_, state)| state.clone())
        })
    }

    /// Which it is; `None` for a new one.
    pub(super) fn stored_id(self) -> Option<ChatbotId> {
        self.stored
            .with(|stored| stored.as_ref().map(|chatbot| chatbot.id))
    }

    /// What it is called where it is stored; empty for a new one.
    pub(super) fn stored_name(self) -> String {
        self.stored.with(|stored| {
            let name = stored.as_ref().map(|chatbot| chatbot.name.clone());
            name.unwrap_or_default()
        })
    }

    /// How it looks.
    pub(super) fn picture(self) -> Option<PictureId> {
        self.stored
            .with(|stored| stored.as_ref().and_then(|chatbot| chatbot.picture))
    }

    /// Takes in its other picture, which is stored already.
    pub(super) fn look_like(self, picture: Option<PictureId>) {
        self.stored.update(|stored| {
            if let Some(chatbot) = stored {
                chatbot.picture = picture;
            }
        });
    }

    /// Whether there is such a chatbot already.
    pub(super) fn is_stored(self) -> bool {
        self.stored.with(Option::is_some)
    }

    /// What is stored, as a file; `None` if the browser cannot save it.
    pub(super) fn export(self) -> Option<()> {
        let draft = self
            .stored
            .with_untracked(|stored| draft_of(stored.as_ref()));
        self.offered.with_value(|offered| {
            let names = Names {
                expertises: &offered.expertises,
                apps: &offered.apps,
            };
            file::save(&draft, names)
        })
    }

    /// Changes the script; triggers that no longer stand behind their question are taken away, and it is said which (spec 9.4).
    pub(super) fn change(self, change: impl FnOnce(&mut Script)) {
        let before = self.draft.get_untracked();
        let lost = self.draft.try_update(|draft| {
            change(&mut draft.script);
            draft.script.drop_stale_words();
            let lost = draft.script.drop_stale_triggers();
            let places = lost
                .into_iter()
                .filter_map(|id| place_of(&draft.script, id));
            places.collect::<Vec<_>>().join(", ")
        });
        self.lost.set(lost.unwrap_or_default());
        self.problems.set(Vec::new());
        self.note(before);
    }

    /// The places of the steps with which something is wrong.
    pub(super) fn wrong_steps(self) -> String {
        let places = self.wrong.with(|wrong| {
            let fields = wrong.iter().map(|problem| problem.field.split('.'));
            let places = fields.filter_map(|mut field| field.nth(1)?.parse().ok());
            let mut places: Vec<usize> = places.map(|place: usize| place + 1).collect();
            places.sort_unstable();
            places.dedup();
            places
        });
        let places: Vec<String> = places.iter().map(ToString::to_string).collect();
        places.join(", ")
    }

    /// Stores what it says, unless somebody else has saved meanwhile.
    pub(super) fn save(self) {
        let stored = self
            .stored
            .with_untracked(|stored| stored.as_ref().map(|chatbot| chatbot.version));
        leptos::task::spawn_local(self.save_as(stored));
    }

    /// Stores what it says in the place of what somebody else saved.
    pub(super) fn save_over(self) {
        leptos::task::spawn_local(async move {
            match self.theirs().await {
                Some(theirs) => self.save_as(Some(theirs.version)).await,
                None => self.is_unsaved.set(true),
            }
        });
    }

    /// Puts what somebody else saved in the place of what was typed.
    pub(super) fn take_theirs(self) {
        leptos::task::spawn_local(async move {
            match self.theirs().await {
                Some(theirs) => {
                    let before = self.draft.get_untracked();
                    self.draft.set(draft_of(Some(&theirs)));
                    self.stored.set(Some(theirs));
                    self.note(before);
                    self.forget_trouble();
                }
                None => self.is_unsaved.set(true),
            }
        });
    }

    /// Asks by `asked` before what is not saved is left; what leads on once it was answered with yes.
    pub(super) fn guard(self, asked: RwSignal<bool>) -> Callback<()> {
        let forget = move || {
            let stored = self.stored;
            self.draft
                .set(stored.with_untracked(|stored| draft_of(stored.as_ref())));
        };
        let is_changed = move |_: &str| self.is_changed.try_get_untracked() == Some(true);
        leaving::guard(asked, is_changed, forget)
    }

    async fn theirs(self) -> Option<Chatbot> {
        let id = self
            .stored
            .with_untracked(|stored| stored.as_ref().map(|chatbot| chatbot.id));
        api::form(id).await.ok()?.chatbot
    }

    async fn save_as(self, version: Option<i64>) {
        self.is_saving.set(true);
        let draft = self.draft.get_untracked();
        let id = self
            .stored
            .with_untracked(|stored| stored.as_ref().map(|chatbot| chatbot.id));
        let saved = match id.zip(version) {
            Some((id, version)) => api::save(id, version, draft.clone()).await,
            None => api::make(draft.clone()).await,
        };
        self.is_saving.set(false);
        match saved {
            Ok(chatbot) => {
                // What was typed while it was on its way is not saved yet.
                if self.draft.with_untracked(|now| *now == draft) {
                    self.draft.set(draft_of(Some(&chatbot)));
                }
                let address = format!("/configuration/chatbots/{}", chatbot.id);
                self.stored.set(Some(chatbot));
                self.forget_trouble();
                self.lacking.set(None);
                self.toasts.show(self.texts.saved);
                if id.is_none() {
                    self.goes_to.run(address);
                }
            }
            Err(Failure::Invalid(problems)) => {
                self.is_outdated.set(false);
                self.is_unsaved.set(false);
                // Of a script that was changed meanwhile they would stand at other steps.
                if self.draft.with_untracked(|now| *now == draft) {
                    self.problems.set(problems);
                }
            }
            Err(Failure::Conflict) => self.is_outdated.set(true),
            Err(_) => self.is_unsaved.set(true),
        }
    }

    fn forget_trouble(self) {
        self.problems.set(Vec::new());
        self.lost.set(String::new());
        self.is_outdated.set(false);
        self.is_unsaved.set(false);
    }
}

/// What is wrong with the steps of a draft.
fn step_problems(draft: &ChatbotDraft) -> Vec<Problem> {
    let mut wrong = draft.clone().check().err().unwrap_or_default();
    wrong.retain(|problem| problem.field.starts_with("steps."));
    wrong
}

/// The place of a step as people count.
pub(super) fn place_of(script: &Script, id: StepId) -> Option<String> {
    script.find(id).map(|(place, _)| (place + 1).to_string())
}
