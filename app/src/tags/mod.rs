//! *Configuration → Tags*: what conversations are about. Operators make tags, administrators keep them in order (spec 2.5).

pub(crate) mod api;
mod edit;
mod mark;

pub(crate) use mark::TagMark;

use crate::configuration::Section;
use crate::edited::{Deeds, DeleteDialog, Deleting, Edited};
use crate::first::First;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::text::{fill, use_texts};
use crate::ui::{Button, Empty, Kind, Search};
use domain::permission::{Caller, Deed, may};
use domain::tag::Tag;
use domain::wire::console::SharedList;
use edit::TagDialog;
use leptos::prelude::*;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct List {
    loaded: Loaded<Vec<Tag>>,
    /// What is looked for, in small letters.
    sought: RwSignal<String>,
    edited: RwSignal<Option<Edited<Tag>>>,
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
    let delete_text = Signal::derive(move || {
        let name = list.doomed.get().map(|tag| tag.name).unwrap_or_default();
        fill(texts.tag_delete_text, &[("name", &name)])
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
            <DeleteDialog
                doomed=list.doomed
                loaded=list.loaded
                title=texts.tag_delete_title
                text=delete_text
                delete=Callback::new(|tag: Tag| Box::pin(api::delete(tag.id)) as Deleting)
            />
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
                    <Deeds record=tag.clone() name=|tag: &Tag| &tag.name edited=list.edited doomed=list.doomed />
                </Show>
            </td>
        </tr>
    }
}
