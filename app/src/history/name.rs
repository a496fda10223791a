//! Whose a session was, and the way to what was said in it.

use super::address::Address;
use crate::text::use_texts;
use domain::id::ConversationId;
use leptos::prelude::*;
use leptos_router::components::A;

/// The visitor's name as a link; without one, that the conversation was erased.
#[component]
pub(super) fn Name(
    address: Address,
    conversation: ConversationId,
    /// What operators call the visitor, unless the conversation was erased.
    visitor_name: Option<String>,
) -> impl IntoView {
    let texts = use_texts();
    match visitor_name {
        Some(name) => view! {
            <A href=address.at(&format!("/{conversation}")) attr:class="history__link">
                {name}
            </A>
        }
        .into_any(),
        None => view! { <span class="history__erased">{texts.session_erased}</span> }.into_any(),
    }
}
