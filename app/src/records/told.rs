//! What is told of every kind of record, in words and signs.

use super::kind::{Kind, NumberOf};
use crate::text::use_texts;
use domain::record::Stage;
use leptos::prelude::*;
use leptos_router::components::A;

/// Number and title, as they are told together.
pub(crate) fn called(number: impl Into<i64>, title: &str) -> String {
    format!("#{} {title}", number.into())
}

/// Where a record is.
pub(crate) fn record_address<K: Kind>(kind: K, number: NumberOf<K>) -> String {
    let number: i64 = number.into();
    format!("{}/{number}", kind.place())
}

/// Number and title, which lead to the record.
#[component]
pub(crate) fn RecordLink<K: Kind>(
    /// Of what kind it is.
    kind: K,
    /// Which.
    number: NumberOf<K>,
    /// What it is about.
    title: String,
) -> impl IntoView {
    let shown: i64 = number.into();
    view! {
        <A href=record_address(kind, number) attr:class="record-link">
            <span class="record-link__number">"#" {shown.to_string()}</span>
            " "
            <span dir="auto">{title}</span>
        </A>
    }
}

/// How far a record is.
#[component]
pub(crate) fn StageMark<K: Kind>(
    /// Of what kind it is.
    kind: K,
    /// The stage.
    stage: K::Stage,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <span class="stage-mark" data-stage=stage.word()>
            {kind.stage_name(texts, stage)}
        </span>
    }
}
