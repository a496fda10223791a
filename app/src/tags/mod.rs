//! *Configuration → Tags*: what conversations are about. Operators make tags, administrators keep them in order (spec 2.5).

pub(crate) mod api;
mod edit;
mod mark;

pub(crate) use mark::TagMark;

use crate::api::Failure;
use crate::configuration::Section;
use crate::first::First;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::text::{fill, use_texts};
use crate::ui::{Button, Dialog, Empty, Kind, Search};
use domain::permission::{Caller, Deed, may};
use domain::tag::Tag;
use domain::wire::console::SharedList;
use edit::{Edited, TagDialog};
use leptos::prelude::*;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct List {
    loaded: Loaded<Vec<Tag>>,
    /// What is looked for, in small letters.
    sought: RwSignal<String>,
    edited: RwSignal<Option<Edited>>,
    doomed: RwSignal<Option<Tag>>,
    may_change: Memo<bool>,
}

/// The page `/configuration/tags`.
#[component]
pub(crate) fn TagsPage() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let first = First::take(|first| match first {
        First::Tags(tags) => Some(tags),
        _ => None,
    });
    let list = List {
        loaded: Loaded::new(first, api::list),
        sought: RwSignal::default(),
        edited: RwSignal::new(None),
        doomed: RwSignal::new(None),
        may_change: Memo::new(move |_| {
            let role = console.me.with(|me| me.role);
            may(Caller::User(role), Deed::ManageTags)
        }),
    };
    Effect::new(move |before: Option<()>| {
        console.lists().hear(SharedList::Tags);
        if before.is_some() {
            list.loaded.refresh();
        }
    });
    view! {
        <Section title=texts.tags>
            <p class="page__text">{texts.tags_text}</p>
            <div class="bar">
                <Search sought=list.sought label=texts.tags_search />
                <Button
                    kind=Kind::Primary
                    icon="plus"
                    on:click=move |_| list.edited.set(Some(Edited::New))
                >
                    {texts.tag_new}
                </Button>
            </div>
            <Shown loaded=list.loaded content=move |tags| view! { <Table list tags /> }.into_any() />
            <TagDialog list />
            <DeleteDialog list />
        </Section>
    }
}

#[component]
fn Table(list: List, tags: Vec<Tag>) -> impl IntoView {
    let texts = use_texts();
    if tags.is_empty() {
        return view! { <Empty icon="tag" title=texts.tags_empty text=texts.tags_empty_text /> }
            .into_any();
    }
    let found = Memo::new(move |_| {
        let sought = list.sought.get().trim().to_lowercase();
        let found = tags
            .iter()
            .filter(|tag| tag.name.to_lowercase().contains(&sought));
        found.cloned().collect::<Vec<_>>()
    });
    view! {
        <Show
            when=move || found.with(|found| !found.is_empty())
            fallback=move || view! { <p class="page__text" role="status">{texts.nothing_found}</p> }
        >
            <table class="roster">
                <thead class="visually-hidden">
                    <tr>
                        <th scope="col">{texts.tag}</th>
                        <th scope="col">{texts.user_edit}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || found.get() key=|tag| tag.clone() let:tag>
                        <Row list tag />
                    </For>
                </tbody>
            </table>
        </Show>
    }
    .into_any()
}

#[component]
fn Row(list: List, tag: Tag) -> impl IntoView {
    let shown = tag.clone();
    view! {
        <tr>
            <td class="roster__main"><TagMark tag=shown /></td>
            <td class="roster__action">
                <Show when=move || list.may_change.get()>
                    <Deeds list tag=tag.clone() />
                </Show>
            </td>
        </tr>
    }
}

#[component]
fn Deeds(list: List, tag: Tag) -> impl IntoView {
    let texts = use_texts();
    let label = |text| fill(text, &[("name", &tag.name)]);
    let (edit_label, delete_label) = (label(texts.user_edit_of), label(texts.delete_of));
    let (edited, doomed) = (tag.clone(), tag);
    view! {
        <span class="roster__deeds">
            <Button
                kind=Kind::SmallSign
                icon="pencil"
                label=edit_label
                on:click=move |_| list.edited.set(Some(Edited::Known(edited.clone())))
            />
            <Button
                kind=Kind::SmallSign
                icon="trash-2"
                label=delete_label
                on:click=move |_| list.doomed.set(Some(doomed.clone()))
            />
        </span>
    }
}

#[component]
fn DeleteDialog(list: List) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let open = RwSignal::new(false);
    Effect::new(move || open.set(list.doomed.with(Option::is_some)));
    let text = Signal::derive(move || {
        let doomed = list.doomed.get();
        let name = doomed.map(|tag| tag.name).unwrap_or_default();
        fill(texts.tag_delete_text, &[("name", &name)])
    });
    let confirmed = Callback::new(move |()| {
        let Some(tag) = list.doomed.get_untracked() else {
            return;
        };
        list.doomed.set(None);
        leptos::task::spawn_local(async move {
            match api::delete(tag.id).await {
                Ok(()) => {}
                Err(Failure::Forbidden) => console.tell(texts.not_allowed),
                Err(_) => console.tell(texts.form_unavailable),
            }
            list.loaded.refresh();
        });
    });
    view! {
        <Dialog
            open
            title=texts.tag_delete_title
            text
            confirm=texts.delete_do
            cancel=texts.cancel
            on_confirm=confirmed
        />
    }
}
