//! What a visitor said with his rating (spec 12.4): when, of whom, and in which words.

use super::told::When;
use crate::live::Console;
use crate::text::use_texts;
use domain::id::UserId;
use domain::time::Timestamp;
use leptos::prelude::*;

/// Which of its conversations' sides a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    /// The conversations.
    Sessions,
    /// Their ratings.
    Ratings,
}

/// The operator who was rated.
#[component]
pub(super) fn RatedOperator(operator: Option<UserId>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    move || match operator {
        Some(operator) => console
            .colleague(operator)
            .unwrap_or_else(|| texts.report_former.to_owned()),
        None => texts.session_nobody.to_owned(),
    }
}

/// All of it, on a card; nothing of what was not rated.
#[component]
pub(super) fn RatedFacts(
    at: Option<Timestamp>,
    operator: Option<UserId>,
    comment: String,
) -> impl IntoView {
    let texts = use_texts();
    let at = at?;
    let comment = (!comment.is_empty())
        .then(|| view! { <p class="history__comment" dir="auto">{comment}</p> });
    Some(view! {
        <p class="card__fact">{texts.session_rated_at} " " <When at /></p>
        <p class="card__fact">{texts.session_rated_operator} ": " <RatedOperator operator /></p>
        {comment}
    })
}
