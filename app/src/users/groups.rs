//! Groups of users: the built-in ones, and those that were made.

use super::api::{self, MakeGroup, RenameGroup};
use super::{Section, members};
use crate::account::FormProblems;
use crate::administration::Administrators;
use crate::api::Failure;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::text::{fill, fill_count, use_texts};
use crate::ui::{Button, Dialog, Field, FormDialog, Icon, Kind};
use domain::member::{BuiltInGroup, Group, Members};
use domain::problem::Fault;
use leptos::form::ActionForm;
use leptos::html;
use leptos::prelude::*;

/// The page `/users/groups`.
#[component]
pub(crate) fn GroupsPage() -> impl IntoView {
    view! {
        <Administrators>
            <Section>
                <Groups />
            </Section>
        </Administrators>
    }
}

/// What is to be done with a group of the list.
#[derive(Clone, Copy)]
struct Asked {
    renamed: RwSignal<Option<Group>>,
    deleted: RwSignal<Option<Group>>,
}

#[component]
fn Groups() -> impl IntoView {
    let texts = use_texts();
    let loaded = members();
    let asked = Asked {
        renamed: RwSignal::new(None),
        deleted: RwSignal::new(None),
    };
    view! {
        <div class="page__body">
            <p>{texts.groups_text}</p>
            <MakeForm loaded />
            <Shown loaded content=move |members| view! { <List members asked /> }.into_any() />
            <RenameDialog renamed=asked.renamed loaded />
            <DeleteDialog deleted=asked.deleted loaded />
        </div>
    }
}

#[component]
fn MakeForm(loaded: Loaded<Members>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let action = ServerAction::<MakeGroup>::new();
    let problems = FormProblems::new(Vec::new());
    let form = NodeRef::<html::Form>::new();
    Effect::new(move || match action.value().get() {
        Some(Ok(_)) => {
            problems.set(Vec::new());
            if let Some(form) = form.get_untracked() {
                form.reset();
            }
            loaded.again();
        }
        Some(Err(Failure::Invalid(wrong))) => problems.set(wrong),
        Some(Err(_)) => console.tell(texts.form_unavailable),
        None => {}
    });
    view! {
        <ActionForm action node_ref=form attr:class="form form--line">
            <Field
                name="name"
                label=texts.group_name
                autocomplete="off"
                problem=problems.of(texts, "name")
            />
            <Button kind=Kind::Submit disabled=action.pending()>{texts.group_make}</Button>
        </ActionForm>
    }
}

#[component]
fn List(members: Members, asked: Asked) -> impl IntoView {
    let texts = use_texts();
    let Members {
        members, groups, ..
    } = members;
    let built_in = BuiltInGroup::ALL.map(|group| {
        let count = members
            .iter()
            .filter(|member| group.has(member.user.role))
            .count();
        let name = match group {
            BuiltInGroup::Operators => texts.group_operators,
            BuiltInGroup::Administrators => texts.group_administrators,
        };
        view! {
            <li class="session">
                <Icon name="users" />
                <Described name=name.to_owned() count />
                <span class="tag">{texts.group_built_in}</span>
            </li>
        }
    });
    let made = groups
        .into_iter()
        .map(|group| {
            let count = members
                .iter()
                .filter(|member| member.groups.contains(&group.id))
                .count();
            view! { <Made group count asked /> }
        })
        .collect_view();
    view! { <ul class="sessions">{built_in} {made}</ul> }
}

#[component]
fn Made(group: Group, count: usize, asked: Asked) -> impl IntoView {
    let texts = use_texts();
    let of_group = |text| fill(text, &[("name", &group.name)]);
    let (rename, delete) = (
        of_group(texts.group_rename_of),
        of_group(texts.group_delete_of),
    );
    let (renamed, deleted) = (group.clone(), group.clone());
    view! {
        <li class="session">
            <Icon name="users" />
            <Described name=group.name count />
            <div class="mails__actions">
                <Button
                    kind=Kind::SmallSign
                    icon="pencil"
                    label=rename
                    on:click=move |_| asked.renamed.set(Some(renamed.clone()))
                />
                <Button
                    kind=Kind::SmallSign
                    icon="trash-2"
                    label=delete
                    on:click=move |_| asked.deleted.set(Some(deleted.clone()))
                />
            </div>
        </li>
    }
}

#[component]
fn Described(name: String, count: usize) -> impl IntoView {
    let texts = use_texts();
    let members = match count {
        1 => texts.group_member_one.to_owned(),
        count => fill_count(texts.group_members, count),
    };
    view! {
        <div>
            <p class="session__name">{name}</p>
            <p class="session__detail">{members}</p>
        </div>
    }
}

#[component]
fn RenameDialog(renamed: RwSignal<Option<Group>>, loaded: Loaded<Members>) -> impl IntoView {
    let texts = use_texts();
    let open = RwSignal::new(false);
    Effect::new(move || {
        if renamed.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move || {
        if !open.get() {
            renamed.set(None);
        }
    });
    let content = move || {
        renamed
            .get()
            .map(|group| view! { <RenameForm group open loaded /> })
    };
    view! { <FormDialog open title=texts.group_rename close=texts.close>{content}</FormDialog> }
}

#[component]
fn RenameForm(group: Group, open: RwSignal<bool>, loaded: Loaded<Members>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let action = ServerAction::<RenameGroup>::new();
    let problems = FormProblems::new(Vec::new());
    let id = group.id;
    let was = RwSignal::new(group.name.clone());
    // Who was told that somebody else was quicker replaces that name when he saves again.
    let look = move || {
        leptos::task::spawn_local(async move {
            let now = api::load_members().await.ok();
            let now = now.and_then(|now| now.groups.into_iter().find(|group| group.id == id));
            // The dialog may have been closed meanwhile.
            drop(now.map(|now| was.try_set(now.name)));
        });
        loaded.again();
    };
    Effect::new(move || match action.value().get() {
        Some(Ok(())) => {
            loaded.again();
            open.set(false);
        }
        Some(Err(Failure::NotFound)) => {
            console.tell(texts.group_gone);
            loaded.again();
            open.set(false);
        }
        Some(Err(Failure::Invalid(wrong))) => {
            if wrong.iter().any(|wrong| wrong.fault == Fault::Changed) {
                look();
            }
            problems.set(wrong);
        }
        Some(Err(_)) => console.tell(texts.form_unavailable),
        None => {}
    });
    view! {
        <ActionForm action>
            <div class="dialog__body form">
                <input type="hidden" name="group" value=group.id.to_string() />
                <input type="hidden" name="was" value=move || was.get() />
                <Field
                    name="name"
                    id="group-name"
                    label=texts.group_name
                    value=group.name
                    autocomplete="off"
                    problem=problems.of(texts, "name")
                />
            </div>
            <div class="dialog__actions">
                <Button kind=Kind::Submit disabled=action.pending()>{texts.save}</Button>
            </div>
        </ActionForm>
    }
}

#[component]
fn DeleteDialog(deleted: RwSignal<Option<Group>>, loaded: Loaded<Members>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let open = RwSignal::new(false);
    Effect::new(move || open.set(deleted.with(Option::is_some)));
    let confirmed = Callback::new(move |()| {
        let Some(group) = deleted.get_untracked() else {
            return;
        };
        deleted.set(None);
        leptos::task::spawn_local(async move {
            // Gone is gone, whoever was quicker.
            if !matches!(
                api::delete_group(group.id).await,
                Ok(()) | Err(Failure::NotFound)
            ) {
                console.tell(texts.form_unavailable);
            }
            loaded.again();
        });
    });
    view! {
        <Dialog
            open
            title=texts.group_delete_title
            text=texts.group_delete_text
            confirm=texts.delete_do
            cancel=texts.cancel
            on_confirm=confirmed
        />
    }
}
