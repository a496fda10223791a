//! The table of people.

use super::edit::EditDialog;
use super::invite::InviteDialog;
use super::row::Row;
use super::{Section, members};
use crate::administration::Administrators;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::text::use_texts;
use crate::ui::{Button, Kind};
use domain::member::{Member, Members};
use leptos::prelude::*;

/// The page `/users`.
#[component]
pub(crate) fn UsersPage() -> impl IntoView {
    view! {
        <Administrators>
            <Section>
                <People />
            </Section>
        </Administrators>
    }
}

#[component]
fn People() -> impl IntoView {
    let texts = use_texts();
    let loaded = members();
    hear_of_others(loaded);
    let is_inviting = RwSignal::new(false);
    let edited = RwSignal::new(None::<Member>);
    let edit = Callback::new(move |member| edited.set(Some(member)));
    view! {
        <div class="page__body page__body--wide">
            <div class="bar">
                <p class="bar__text">{texts.users_text}</p>
                <Button kind=Kind::Primary icon="plus" on:click=move |_| is_inviting.set(true)>
                    {texts.invite}
                </Button>
            </div>
            <Shown loaded content=move |members| view! { <Table members edit /> }.into_any() />
            <InviteDialog open=is_inviting loaded />
            <EditDialog edited loaded />
        </div>
    }
}

/// Asks again when somebody has come, gone, or is called otherwise.
fn hear_of_others(loaded: Loaded<Members>) {
    let console = Console::of_page();
    let known = Memo::new(move |_| {
        console.people.with(|people| {
            let known = people.iter();
            let known =
                known.map(|person| (person.operator.clone(), person.role, person.profile.clone()));
            known.collect::<Vec<_>>()
        })
    });
    Effect::new(move |before: Option<()>| {
        // Read, and not only tracked: nobody else asks the memo.
        known.with(|_| ());
        if before.is_some() {
            loaded.again();
        }
    });
}

#[component]
fn Table(members: Members, edit: Callback<Member>) -> impl IntoView {
    let texts = use_texts();
    let Members {
        members,
        groups,
        expertises,
    } = members;
    let rows = members
        .into_iter()
        .map(|member| {
            let (groups, expertises) = (groups.clone(), expertises.clone());
            view! { <Row member groups expertises edit /> }
        })
        .collect_view();
    view! {
        <table class="roster">
            <thead>
                <tr>
                    <th scope="col">{texts.name}</th>
                    <th scope="col">{texts.email}</th>
                    <th scope="col">{texts.role}</th>
                    <th scope="col">{texts.users_groups}</th>
                    <th scope="col">{texts.expertise}</th>
                    <th scope="col">{texts.last_seen}</th>
                    <th scope="col"><span class="visually-hidden">{texts.user_edit}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
