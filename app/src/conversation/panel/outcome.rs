//! How the conversation went, and which rule says so (spec 7.3).

use super::Part;
use crate::keyboard::shortcut;
use crate::live::Console;
use crate::moment::Clock;
use crate::text::{Texts, fill, use_texts};
use domain::conversation::{Conversation, Outcome, OutcomeRule};
use domain::id::ConversationId;
use domain::user::Role;
use leptos::prelude::*;

/// The outcome with its rule; administrators can change it.
#[component]
pub(super) fn OutcomeView(
    /// Of which conversation.
    id: ConversationId,
    /// As it is now.
    conversation: Memo<Option<Conversation>>,
) -> impl IntoView {
    let (console, texts, clock) = (Console::of_page(), use_texts(), Clock::of_page());
    let language = use_context().unwrap_or_default();
    let outcome =
        Memo::new(move |_| conversation.with(|of| of.as_ref().and_then(Conversation::outcome)));
    let may_correct = console
        .me
        .with_untracked(|me| me.role == Role::Administrator);
    let called = move || outcome.get().map(|(outcome, _)| name(texts, outcome));
    let why = move || {
        let (_, rule) = outcome.get()?;
        let correction = conversation.with(|of| of.as_ref()?.history.correction.clone());
        Some(match correction {
            Some(correction) if rule == OutcomeRule::Corrected => {
                let day = clock.day(correction.at);
                let date = clock.day_name(day, texts, language);
                let values = [("name", correction.by.name.as_str()), ("date", &date)];
                fill(texts.rule_corrected, &values)
            }
            _ => sentence(texts, rule).to_owned(),
        })
    };
    let options = move || {
        Outcome::ALL
            .map(|of| {
                let is_chosen = move || outcome.get().is_some_and(|(outcome, _)| outcome == of);
                view! { <option value=of.word() selected=is_chosen>{name(texts, of)}</option> }
            })
            .collect_view()
    };
    let choose = move |event| {
        let word = event_target_value(&event);
        if let Some(outcome) = Outcome::ALL
            .into_iter()
            .find(|outcome| outcome.word() == word)
        {
            console.correct_outcome(id, outcome);
        }
    };
    let shown = if may_correct {
        view! {
            <div class="select select--small">
                <select
                    class="select__input"
                    aria-label=texts.outcome_change
                    aria-keyshortcuts=shortcut::OUTCOME
                    on:change=choose
                >
                    {options()}
                </select>
                <crate::ui::Icon name="chevron-down" size=crate::ui::Size::Small />
            </div>
        }
        .into_any()
    } else {
        view! { <p class="panel__fact">{called}</p> }.into_any()
    };
    view! {
        <Part title=texts.outcome>
            {shown}
            <p class="panel__why">{why}</p>
        </Part>
    }
}

/// What an outcome is called.
pub(crate) fn name(texts: &Texts, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Success => texts.outcome_success,
        Outcome::Escalated => texts.outcome_escalated,
        Outcome::NoAnswer => texts.outcome_no_answer,
        Outcome::NoOneAvailable => texts.outcome_no_one,
    }
}

fn sentence(texts: &Texts, rule: OutcomeRule) -> &'static str {
    match rule {
        OutcomeRule::SeveralOperators => texts.rule_several,
        OutcomeRule::NobodyFound => texts.rule_nobody,
        OutcomeRule::OperatorSilent => texts.rule_operator_silent,
        OutcomeRule::VisitorSilent => texts.rule_visitor_silent,
        OutcomeRule::RanItsCourse | OutcomeRule::Corrected => texts.rule_course,
    }
}
