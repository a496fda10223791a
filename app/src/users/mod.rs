//! *Users*: who can sign in, what each may do, and the groups (spec 2.1).

pub(crate) mod api;
mod edit;
mod groups;
mod invite;
mod row;
mod second_factor;
mod table;

pub(crate) use groups::GroupsPage;
pub(crate) use invite::Link as InvitationLink;
pub(crate) use table::UsersPage;

use crate::first::First;
use crate::loaded::Loaded;
use crate::sections::Sections;
use crate::text::{Texts, use_texts};
use domain::member::Members;
use domain::user::Role;
use leptos::prelude::*;

/// What the sections of the users have in common.
#[component]
fn Section(
    /// The section.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Sections
            name=texts.users
            label=texts.users_sections
            sections=vec![
                ("/users", texts.users_people),
                ("/users/groups", texts.users_groups),
            ]
        >
            {children()}
        </Sections>
    }
}

/// Everybody and the groups: from the page, or asked for.
fn members() -> Loaded<Members> {
    let first = First::take(|first| match first {
        First::Members(members) => Some(members),
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
