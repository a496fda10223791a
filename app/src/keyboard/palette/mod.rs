//! The palette: what can be done here, the conversations, the pages; typed words choose among them.

mod find;
mod offers;

use super::list::key_names;
use super::{Keyboard, Overlay};
use crate::browser::page;
use crate::live::{Attention, Console};
use crate::text::{fill_count, use_texts};
use crate::ui::{Icon, Size, show_modal};
use find::found;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use offers::{Deeds, Offer, Standing, everywhere};

/// The list that belongs to the field.
const LIST: &str = "palette-list";

/// The palette, over the page until something is chosen.
#[component]
pub(crate) fn Palette() -> impl IntoView {
    let (console, keyboard, texts) = (Console::of_page(), Keyboard::of_page(), use_texts());
    let attention = Attention::of_page();
    let dialog = NodeRef::<html::Dialog>::new();
    show_modal(dialog);
    let deeds = Deeds::of_page();
    let standing = StoredValue::new(Standing::now(console, texts));
    let all = Memo::new(move |_| {
        let everywhere = everywhere(console, attention, texts);
        standing.with_value(|standing| standing.around(everywhere))
    });
    let typed = RwSignal::new(String::new());
    let shown = Memo::new(move |_| typed.with(|typed| all.with(|all| found(all, typed))));
    let active = RwSignal::new(0usize);
    let choose = Callback::new(move |place: usize| {
        let chosen = shown.with_untracked(|shown| shown.get(place).cloned());
        if let Some(chosen) = chosen {
            // The keyboard goes back to where it was before something is done, which may move it on.
            page::close_dialog();
            deeds.carry_out(chosen.deed);
        }
    });
    let pressed = move |event: KeyboardEvent| {
        let count = shown.with_untracked(Vec::len);
        let last = count.saturating_sub(1);
        let place = active.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" if place < last => place + 1,
            "ArrowDown" => 0,
            "ArrowUp" => place.checked_sub(1).unwrap_or(last),
            "PageDown" => (place + PAGE).min(last),
            "PageUp" => place.saturating_sub(PAGE),
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                return choose.run(place);
            }
            _ => return,
        };
        event.prevent_default();
        active.set(next);
    };
    let active_id = move || {
        let count = shown.with(Vec::len);
        (count > 0).then(|| option_id(active.get().min(count - 1)))
    };
    let count = move || fill_count(texts.palette_count, shown.with(Vec::len));
    view! {
        <dialog
            node_ref=dialog
            class="dialog palette"
            aria-label=texts.keys_palette
            on:close=move |event| keyboard.closed(Overlay::Palette, &event)
            on:click=|event| {
                // What is beside the palette counts as the dialog itself.
                if event_target::<web_sys::Element>(&event).tag_name() == "DIALOG" {
                    page::close_dialog();
                }
            }
        >
            <div class="palette__field">
                <Icon name="search" size=Size::Small />
                <input
                    class="palette__input"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=texts.keys_palette
                    aria-autocomplete="list"
                    aria-expanded="true"
                    aria-controls=LIST
                    aria-activedescendant=active_id
                    placeholder=texts.palette_placeholder
                    prop:value=typed
                    on:input=move |event| {
                        active.set(0);
                        typed.set(event_target_value(&event));
                    }
                    on:keydown=pressed
                />
            </div>
            <p class="visually-hidden" role="status">{count}</p>
            <Offers shown active choose />
        </dialog>
    }
}

/// By how many offers a page goes on.
const PAGE: usize = 8;

#[component]
fn Offers(
    shown: Memo<Vec<Offer>>,
    active: RwSignal<usize>,
    choose: Callback<usize>,
) -> impl IntoView {
    let texts = use_texts();
    Effect::new(move || page::scroll_to(&option_id(active.get())));
    let rows = move || {
        let shown = shown.get();
        let mut groups = Vec::new();
        let mut place = 0;
        for of_group in shown.chunk_by(|one, next| one.group == next.group) {
            let rows = of_group.iter().map(|offer| {
                let row = view! { <Row offer=offer.clone() place active choose /> };
                place += 1;
                row
            });
            let rows = rows.collect_view();
            let name = of_group.first().map(|offer| offer.group.name(texts));
            groups.push(view! {
                <div role="group" aria-label=name>
                    <p class="palette__group" aria-hidden="true">{name}</p>
                    {rows}
                </div>
            });
        }
        groups
    };
    view! {
        <div class="palette__list" id=LIST role="listbox" aria-label=texts.keys_palette>
            {rows}
        </div>
        <Show when=move || shown.with(Vec::is_empty)>
            <p class="palette__none">{texts.palette_none}</p>
        </Show>
    }
}

#[component]
fn Row(
    offer: Offer,
    place: usize,
    active: RwSignal<usize>,
    choose: Callback<usize>,
) -> impl IntoView {
    let is_active = move || active.get() == place;
    view! {
        <div
            id=option_id(place)
            class="palette__offer"
            role="option"
            aria-selected=move || if is_active() { "true" } else { "false" }
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| choose.run(place)
        >
            <Icon name=offer.icon size=Size::Small />
            <span class="palette__name" dir="auto">{offer.name}</span>
            <span class="palette__detail" dir="auto">{offer.detail}</span>
            {offer.keys.as_deref().map(key_names)}
        </div>
    }
}

fn option_id(place: usize) -> String {
    format!("{LIST}-{place}")
}
