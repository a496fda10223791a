//! How conversations are handed on (spec 5.9), what visitors who are away are told of them (spec 14.3), and how long they are kept
//! (spec 7.7).

use super::Section;
use super::api::{self, SaveConversations};
use super::version::Version;
use crate::account::FormProblems;
use crate::administration::Administrators;
use crate::api::Failure;
use crate::first::First;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::text::use_texts;
use crate::ui::{Button, Check, Checks, Field, Kind, Notice, Presence, Tone};
use domain::settings::{Conversations, VERSION_FIELD, Versioned};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The page `/settings/conversations`.
#[component]
pub(crate) fn ConversationsPage() -> impl IntoView {
    view! {
        <Administrators>
            <Section>
                <ConversationsSection />
            </Section>
        </Administrators>
    }
}

#[component]
fn ConversationsSection() -> impl IntoView {
    let first = First::take(|first| match first {
        First::Conversations(settings) => Some(settings),
        _ => None,
    });
    let loaded = Loaded::new(first, api::load_conversations);
    view! { <Shown loaded content=|settings| view! { <ConversationsForm settings /> }.into_any() /> }
}

#[component]
fn ConversationsForm(settings: Versioned<Conversations>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let action = ServerAction::<SaveConversations>::new();
    let problems = FormProblems::new(Vec::new());
    let version = RwSignal::new(settings.version);
    Effect::new(move || match action.value().get() {
        Some(Ok(saved)) => {
            problems.set(Vec::new());
            version.set(saved.version);
            console.tell(texts.saved);
        }
        Some(Err(Failure::Invalid(wrong))) => {
            if wrong.iter().any(|problem| problem.field == VERSION_FIELD) {
                learn_version(version);
            }
            problems.set(wrong);
        }
        _ => {}
    });
    let failed = move || {
        let value = action.value().get();
        value.is_some_and(|value| {
            value.is_err_and(|failure| !matches!(failure, Failure::Invalid(_)))
        })
    };
    let Conversations {
        offered_again_after_minutes,
        missed_mailed_after_minutes,
        kept_days,
        keeps_figures,
    } = settings.value;
    view! {
        <ActionForm action attr:class="form">
            <Show when=failed>
                <Notice tone=Tone::Danger icon="triangle-alert" text=texts.form_unavailable />
            </Show>
            <Version version problems />
            <Field
                name="offered_again_after_minutes"
                label=texts.offered_again
                value=typed(offered_again_after_minutes)
                help=texts.offered_again_help
                problem=problems.of(texts, "offered_again_after_minutes")
                presence=Presence::Optional
            />
            <Field
                name="missed_mailed_after_minutes"
                label=texts.missed_mailed_after
                value=typed(missed_mailed_after_minutes)
                help=texts.missed_mailed_help
                problem=problems.of(texts, "missed_mailed_after_minutes")
                presence=Presence::Optional
            />
            <Field
                name="kept_days"
                label=texts.kept_days
                value=typed(kept_days)
                help=texts.kept_days_help
                problem=problems.of(texts, "kept_days")
                presence=Presence::Optional
            />
            <Checks label=texts.erased_figures help=texts.keeps_figures_help>
                <Check name="keeps_figures" value="true" label=texts.keeps_figures checked=keeps_figures />
            </Checks>
            <div class="form__actions">
                <Button kind=Kind::Submit disabled=action.pending()>{texts.save}</Button>
            </div>
        </ActionForm>
    }
}

/// A number as it stands in a field.
fn typed(number: Option<u32>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// Saving once more puts what was typed in the place of what somebody else has saved.
fn learn_version(version: RwSignal<u32>) {
    leptos::task::spawn_local(async move {
        if let Ok(settings) = api::load_conversations().await {
            version.try_set(settings.version);
        }
    });
}
