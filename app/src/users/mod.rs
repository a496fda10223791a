//! *Users*: who can sign in, what each may do, and the groups (spec 2.1).

pub(crate) mod api;
mod edit;
mod groups;
mod invite;
mod row;
mod table;

pub(crate) use groups::GroupsPage;
pub(crate) use table::UsersPage;

use crate::administration::First;
use crate::loaded::Loaded;
use crate::page::Administration;
use crate::text::{Texts, use_texts};
use crate::ui::{Tab, Tabs};
use domain::member::Members;
use domain::user::Role;
use leptos::prelude::*;
use leptos_meta::Title;

/// What the sections of the users have in common.
#[component]
fn Section(
    /// The section.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Title text=format!("{} · {}", texts.users, texts.porchlight) />
        <div class="page">
            <header class="page__head">
                <h1 class="page__title">{texts.users}</h1>
                <Tabs label=texts.users_sections>
                    <Tab href="/users">{texts.users_people}</Tab>
                    <Tab href="/users/groups">{texts.users_groups}</Tab>
                </Tabs>
            </header>
            {children()}
        </div>
    }
}

/// Everybody and the groups: from the page, or asked for.
fn members() -> Loaded<Members> {
    let first = First::take(|first| match first {
        Administration::Members(members) => Some(members),
        _ => None,
    });
    Loaded::new(first, api::load_members)
}

fn role_in_words(texts: &Texts, role: Role) -> &'static str {
    match role {
        Role::Operator => texts.role_operator,
        Role::Administrator => texts.role_administrator,
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Operator => "operator",
        Role::Administrator => "administrator",
    }
}
