//! The contact of a conversation, a ticket or a lead, where these are shown.

use super::choose::ChooseContact;
use super::{api, contact_address};
use crate::live::Console;
use crate::record_form::Asked;
use crate::text::use_texts;
use crate::ui::{Button, Icon, Kind, Size};
use domain::contact::ContactCard;
use domain::id::{ContactId, ConversationId};
use domain::wire::console::SharedList;
use leptos::prelude::*;
use leptos_router::components::A;

/// *View Contact* beside a conversation, once its visitor belongs to a contact (spec 8.5). The name is not put in the place of the
/// visitor's: whoever types an address need not be whose it is.
#[component]
pub(crate) fn ContactOfConversation(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let texts = use_texts();
    let found = known(move || Box::pin(api::of_conversation(id)));
    move || {
        found.get().map(|card| {
            view! {
                <div class="known-contact">
                    <Link card />
                    <p class="field__help">{texts.contact_by_address}</p>
                </div>
            }
        })
    }
}

/// The contact of a ticket or a lead, and the way to another (spec 11.2, 11.3).
#[component]
pub(crate) fn ContactOfRecord<N: Copy + Send + Sync + 'static>(
    /// Which.
    number: N,
    /// Asks for its contact.
    ask: fn(N) -> Asked<Option<ContactCard>>,
    /// Lets it belong to another, or to none.
    give: fn(N, Option<ContactId>) -> Asked<()>,
) -> impl IntoView {
    let texts = use_texts();
    let found = known(move || ask(number));
    let has_one = Memo::new(move |_| found.with(Option::is_some));
    let open = RwSignal::new(false);
    let give = Callback::new(move |contact| give(number, contact));
    let deed = move || {
        if has_one.get() {
            texts.contact_change
        } else {
            texts.contact_choose
        }
    };
    view! {
        <div class="known-contact">
            {move || found.get().map(|card| view! { <Link card /> })}
            <Button kind=Kind::Link on:click=move |_| open.set(true)>{deed}</Button>
            <ChooseContact open has_one give />
        </div>
    }
}

#[component]
fn Link(card: ContactCard) -> impl IntoView {
    let texts = use_texts();
    view! {
        <A href=contact_address(card.id) attr:class="button known-contact__link">
            <Icon name="circle-user-round" size=Size::Small />
            {texts.contact_view} " "
            <span class="known-contact__name" dir="auto">{card.called}</span>
        </A>
    }
}

/// What is answered, and again whenever contacts have changed.
fn known(ask: impl Fn() -> Asked<Option<ContactCard>> + 'static) -> RwSignal<Option<ContactCard>> {
    let console = Console::of_page();
    let found = RwSignal::new(None);
    Effect::new(move || {
        console.lists().hear(SharedList::Contacts);
        let asked = ask();
        leptos::task::spawn_local(async move {
            // Without an answer what is here stays; the page may have been left meanwhile.
            if let Ok(card) = asked.await {
                found.try_set(card);
            }
        });
    });
    found
}
