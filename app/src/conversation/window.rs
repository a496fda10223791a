//! The inside of a chat window (spec 8.4): what was said, and the reply, as the page of the conversation has them.

use super::draft::Draft;
use super::goes_on;
use super::place::Place;
use super::stage::Stage;
use super::talk::Talk;
use crate::live::Console;
use domain::id::ConversationId;
use leptos::context::Provider;
use leptos::html;
use leptos::prelude::*;

/// A conversation in a chat window.
#[component]
pub(crate) fn Chat(
    /// Which.
    id: ConversationId,
    /// The window that the operator has just opened himself, until its reply has the focus.
    taken: RwSignal<Option<ConversationId>>,
) -> impl IntoView {
    let stage = Stage::open(Console::of_page(), id);
    let place = NodeRef::<html::Div>::new();
    let shown = move || {
        let stage = stage.get();
        stage.instead(id).unwrap_or_else(|| {
            view! { <Provider value=Place::Window(place)><Opened id taken /></Provider> }.into_any()
        })
    };
    view! {
        <div
            class="chat-window__body"
            class:chat-window__body--none=move || stage.get() != Stage::Here
            node_ref=place
        >
            {shown}
        </div>
    }
}

#[component]
fn Opened(id: ConversationId, taken: RwSignal<Option<ConversationId>>) -> impl IntoView {
    let console = Console::of_page();
    let draft = Draft::of(console.my_id(), id);
    Effect::new(move || {
        if taken.get() == Some(id) && draft.field.get().is_some() {
            draft.focus();
            taken.set(None);
        }
    });
    view! { <Talk id is_open=goes_on(console, id) draft /> }
}
