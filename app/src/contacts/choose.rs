//! The dialog in which a ticket or a lead is given to a contact.

use super::api;
use crate::api::Failure;
use crate::fresh::{Fresh, FreshView, replace};
use crate::live::Console;
use crate::record_form::Asked;
use crate::text::{Texts, use_texts};
use crate::ui::{Button, FormDialog, Icon, Kind, Notice, Size, Tone};
use domain::contact::{ContactCard, ContactPage};
use domain::id::ContactId;
use domain::wire::console::SharedList;
use leptos::prelude::*;

/// What a choice needs.
#[derive(Clone, Copy)]
struct Choice {
    console: Console,
    texts: &'static Texts,
    open: RwSignal<bool>,
    give: Callback<Option<ContactId>, Asked<()>>,
    is_pending: RwSignal<bool>,
    trouble: RwSignal<Option<&'static str>>,
}

impl Choice {
    fn make(self, contact: Option<ContactId>) {
        self.is_pending.set(true);
        let given = self.give.run(contact);
        leptos::task::spawn_local(async move {
            let given = given.await;
            // The dialog may have been closed meanwhile.
            if self.is_pending.try_set(false).is_some() {
                return;
            }
            match given {
                Ok(()) => {
                    self.console.tell(self.texts.saved);
                    self.open.set(false);
                }
                Err(Failure::Invalid(_)) => self.trouble.set(Some(self.texts.contact_missing)),
                Err(_) => self.trouble.set(Some(self.texts.form_unavailable)),
            }
        });
    }
}

/// Offers the contacts with the words that are typed.
#[component]
pub(super) fn ChooseContact(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Whether there is a contact that can be taken away.
    has_one: Memo<bool>,
    /// Takes who was chosen, or nobody.
    give: Callback<Option<ContactId>, Asked<()>>,
) -> impl IntoView {
    let texts = use_texts();
    let content = move || view! { <Offered open has_one give /> };
    view! { <FormDialog open title=texts.contact_choose close=texts.close>{content}</FormDialog> }
}

#[component]
fn Offered(
    open: RwSignal<bool>,
    has_one: Memo<bool>,
    give: Callback<Option<ContactId>, Asked<()>>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let choice = Choice {
        console,
        texts,
        open,
        give,
        is_pending: RwSignal::new(false),
        trouble: RwSignal::new(None),
    };
    let words = RwSignal::new(String::new());
    let found = Fresh::<ContactPage>::new();
    let ask = move |words: String| found.ask(api::page(words, None), replace);
    Effect::new(move || {
        console.lists().hear(SharedList::Contacts);
        ask(words.get());
    });
    view! {
        <div class="dialog__body form">
            <div class="search">
                <Icon name="search" size=Size::Small />
                <input
                    class="search__input"
                    type="search"
                    // The dialog stands in the form of the record, which this is no part of.
                    form=""
                    aria-label=texts.contacts_search
                    placeholder=texts.contacts_search
                    autocomplete="off"
                    on:input:target=move |event| words.set(event.target().value())
                />
            </div>
            {move || choice.trouble.get().map(|text| view! { <Notice tone=Tone::Danger icon="triangle-alert" text /> })}
            <div aria-live="polite">
                <FreshView fresh=found again=Callback::new(move |()| ask(words.get_untracked()))>
                    <Contacts found choice />
                </FreshView>
            </div>
        </div>
        <div class="dialog__actions">
            <Show when=move || has_one.get()>
                <Button disabled=choice.is_pending on:click=move |_| choice.make(None)>{texts.contact_none}</Button>
            </Show>
            <Button on:click=move |_| open.set(false)>{texts.cancel}</Button>
        </div>
    }
}

#[component]
fn Contacts(found: Fresh<ContactPage>, choice: Choice) -> impl IntoView {
    let texts = use_texts();
    let contacts = Memo::new(move |_| {
        let contacts = found.with(|page| page.contacts.clone());
        contacts.unwrap_or_default()
    });
    let has_more = Memo::new(move |_| found.with(|page| page.below.is_some()) == Some(true));
    view! {
        <Show
            when=move || contacts.with(|contacts| !contacts.is_empty())
            fallback=move || view! { <p class="field__help">{texts.contacts_none_found}</p> }
        >
            <ul class="contact-choice">
                <For each=move || contacts.get() key=|(_, card)| card.clone() let:found>
                    <Offer card=found.1 choice />
                </For>
            </ul>
            <Show when=move || has_more.get()>
                <p class="field__help">{texts.contacts_more}</p>
            </Show>
        </Show>
    }
}

#[component]
fn Offer(card: ContactCard, choice: Choice) -> impl IntoView {
    let known = [&card.email, &card.phone, &card.company].into_iter();
    let known = known.filter(|text| !text.is_empty() && **text != card.called);
    let known = known.cloned().collect::<Vec<_>>().join(" · ");
    let id = card.id;
    view! {
        <li>
            <Button kind=Kind::Quiet disabled=choice.is_pending on:click=move |_| choice.make(Some(id))>
                <span dir="auto">{card.called}</span>
                <span class="contact__when">{known}</span>
            </Button>
        </li>
    }
}
