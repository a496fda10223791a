//! What a channel's form holds, from its loading to its saving.

use super::super::api;
use crate::account::FormProblems;
use crate::api::Failure;
use crate::leaving;
use crate::text::{Texts, use_texts};
use crate::ui::Toasts;
use domain::channel::{Channel, ChannelForm, Draft, Sighting};
use domain::chatbot::ChatbotCard;
use domain::expertise::Expertise;
use domain::id::ChannelId;
use domain::problem::{Fault, Problem};
use domain::rule::Rule;
use leptos::prelude::*;

/// The form of a channel.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// Which channel.
    pub(super) id: ChannelId,
    /// What it says now.
    pub(super) draft: RwSignal<Draft>,
    /// What is wrong with it.
    pub(super) problems: FormProblems,
    /// The colours whose text is none just now, by field.
    pub(super) wrong_colours: RwSignal<Vec<&'static str>>,
    /// The rules, in their order; they are stored one by one.
    pub(super) rules: RwSignal<Vec<Rule>>,
    /// How many of a hundred ratings of late were happy.
    pub(super) happy_percent: Option<u32>,
    /// Where the widget was seen.
    pub(super) sightings: StoredValue<Vec<Sighting>>,
    /// What operators can know about.
    pub(super) expertises: StoredValue<Vec<Expertise>>,
    /// The chatbots that a rule can name.
    pub(super) chatbots: StoredValue<Vec<ChatbotCard>>,
    /// Whether it says something else than what is stored.
    pub(super) is_changed: Memo<bool>,
    /// Whether it is on its way.
    pub(super) is_saving: RwSignal<bool>,
    /// Whether somebody else saved since it was loaded.
    pub(super) is_outdated: RwSignal<bool>,
    /// Whether it could not be stored just now.
    pub(super) is_unsaved: RwSignal<bool>,
    stored: RwSignal<Channel>,
    toasts: Toasts,
    texts: &'static Texts,
}

/// Fields of the tab *Options*; the others stand above the tabs or in *Operators* and *Widget*.
const TABS: [(&str, &[&str]); 2] = [("", &["operator_limit"]), ("widget", &["allowed_origins"])];

impl Form {
    /// The form of a channel as it was loaded.
    pub(super) fn new(form: ChannelForm) -> Self {
        let draft = RwSignal::new(Draft::from(&form.channel));
        let id = form.channel.id;
        let stored = RwSignal::new(form.channel);
        let wrong_colours = RwSignal::new(Vec::new());
        Self {
            id,
            draft,
            problems: FormProblems::new(Vec::new()),
            wrong_colours,
            rules: RwSignal::new(form.rules),
            happy_percent: form.happy_percent,
            sightings: StoredValue::new(form.sightings),
            expertises: StoredValue::new(form.expertises),
            chatbots: StoredValue::new(form.chatbots),
            is_changed: Memo::new(move |_| {
                let is_other =
                    draft.with(|draft| stored.with(|stored| *draft != Draft::from(stored)));
                is_other || wrong_colours.with(|wrong| !wrong.is_empty())
            }),
            is_saving: RwSignal::new(false),
            is_outdated: RwSignal::new(false),
            is_unsaved: RwSignal::new(false),
            stored,
            toasts: Toasts::of_page(),
            texts: use_texts(),
        }
    }

    /// Stores what it says, unless somebody else has saved meanwhile.
    pub(super) fn save(self) {
        let version = self.stored.with_untracked(|stored| stored.version);
        leptos::task::spawn_local(self.save_as(version));
    }

    /// Stores what it says in the place of what somebody else saved.
    pub(super) fn save_over(self) {
        leptos::task::spawn_local(async move {
            match api::form(self.id).await {
                Ok(form) => self.save_as(form.channel.version).await,
                Err(_) => self.is_unsaved.set(true),
            }
        });
    }

    /// Puts what somebody else saved in the place of what was typed.
    pub(super) fn take_theirs(self) {
        leptos::task::spawn_local(async move {
            match api::form(self.id).await {
                Ok(form) => {
                    self.draft.set(Draft::from(&form.channel));
                    self.stored.set(form.channel);
                    self.rules.set(form.rules);
                    self.forget_trouble();
                }
                Err(_) => self.is_unsaved.set(true),
            }
        });
    }

    /// Whether a field of a tab is wrong.
    pub(super) fn has_problem_in(self, tab: &str) -> bool {
        self.problems.any_of(|field| {
            let of_tab = TABS.iter().find(|(_, fields)| fields.contains(&field));
            field != "name" && of_tab.map_or("options", |(tab, _)| tab) == tab
        })
    }

    /// The labels of the fields that are wrong.
    pub(super) fn wrong_fields(self, texts: &Texts) -> String {
        let label = |field: &str| match field.split('.').next().unwrap_or_default() {
            "name" => texts.channel_name,
            "notification" => texts.channel_notification,
            "welcome" => texts.channel_welcome,
            "placeholder" => texts.channel_placeholder,
            "translations" => texts.texts_language,
            "operator_limit" => texts.channel_limit,
            "review_link" => texts.channel_review_link,
            "allowed_origins" => texts.channel_origins,
            _ => texts.channel_colours,
        };
        let mut labels: Vec<&str> = Vec::new();
        for field in self.problems.fields() {
            let label = label(&field);
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels.join(", ")
    }

    /// Asks by `asked` before what is not saved is left; what leads on once it was answered with yes.
    pub(super) fn guard(self, asked: RwSignal<bool>) -> Callback<()> {
        let own = format!("/channels/{}", self.id);
        let is_held = move |address: &str| {
            let is_away = address.strip_prefix(&own).is_none_or(|rest| {
                !(rest.is_empty() || rest.starts_with('/') || rest.starts_with('?'))
            });
            is_away && self.is_changed.try_get_untracked() == Some(true)
        };
        let forget = move || {
            self.draft
                .set(self.stored.with_untracked(|stored| Draft::from(stored)));
        };
        leaving::guard(asked, is_held, forget)
    }

    /// Something beside the form could not be stored just now.
    pub(super) fn tell_unavailable(self) {
        self.toasts.show(self.texts.form_unavailable);
    }

    /// The channel as it is stored.
    pub(super) fn channel(self) -> Channel {
        self.stored.get_untracked()
    }

    async fn save_as(self, version: i64) {
        let wrong = self.wrong_colours.get_untracked();
        if !wrong.is_empty() {
            // The colours before are still in the draft, and would be stored as if nothing else had been typed.
            let problems = wrong
                .into_iter()
                .map(|field| Problem::new(field, Fault::NotAColour));
            self.problems.set(problems.collect());
            return;
        }
        self.is_saving.set(true);
        let draft = self.draft.get_untracked();
        let saved = api::save(self.id, version, draft.clone()).await;
        self.is_saving.set(false);
        match saved {
            Ok(channel) => {
                // What was typed while it was on its way is not saved yet.
                if self.draft.with_untracked(|now| *now == draft) {
                    self.draft.set(Draft::from(&channel));
                }
                self.stored.set(channel);
                self.forget_trouble();
                self.toasts.show(self.texts.saved);
            }
            Err(Failure::Invalid(problems)) => {
                self.forget_trouble();
                self.problems.set(problems);
            }
            Err(Failure::Conflict) => self.is_outdated.set(true),
            Err(_) => self.is_unsaved.set(true),
        }
    }

    fn forget_trouble(self) {
        self.problems.set(Vec::new());
        self.is_outdated.set(false);
        self.is_unsaved.set(false);
    }
}
