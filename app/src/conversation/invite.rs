//! *Invite people*: colleagues to bring into a conversation (spec 8.6).

use crate::browser::locale;
use crate::keyboard::shortcut;
use crate::live::{Console, Copied};
use crate::presence::light;
use crate::text::use_texts;
use crate::ui::{Avatar, Button, Icon, Kind, Popover, Size};
use domain::expertise::Expertise;
use domain::id::{ConversationId, UserId};
use domain::people::{People, Person, Profile};
use domain::presence::Presence;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The button that opens the list.
#[component]
pub(super) fn Invite(
    /// Into which conversation.
    id: ConversationId,
) -> impl IntoView {
    let texts = use_texts();
    let open = RwSignal::new(false);
    view! {
        <Popover
            open
            label=Signal::stored(texts.invite_people.to_owned())
            keys=shortcut::INVITE
            trigger_class="button"
            trigger=(move || view! {
                <Icon name="user-plus" size=Size::Small />
                <span class="conversation__wide">{texts.invite_do}</span>
            })
            .into()
            role="dialog"
            class="popover--below"
        >
            <Colleagues id open />
        </Popover>
    }
}

#[component]
fn Colleagues(id: ConversationId, open: RwSignal<bool>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let chosen = RwSignal::new(BTreeSet::<UserId>::new());
    let others = Memo::new(move |_| {
        let present = console
            .row(id)
            .map(|row| row.conversation.operators)
            .unwrap_or_default();
        let present = present.iter().map(|of| of.id).chain([console.my_id()]);
        console
            .people
            .with(|people| others(people, &present.collect::<Vec<_>>()))
    });
    let invite = move |_| {
        for user in chosen.get_untracked() {
            console.invite(id, user);
        }
        open.set(false);
    };
    let list = move || {
        let others = others.get();
        if others.is_empty() {
            return view! { <p class="invite__none">{texts.invite_none}</p> }.into_any();
        }
        let rows = others
            .into_iter()
            .map(|person| view! { <Colleague person chosen /> });
        view! { <ul class="invite__list">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <div class="invite">
            {list}
            <Button
                kind=Kind::Primary
                disabled=Signal::derive(move || chosen.with(BTreeSet::is_empty))
                on:click=invite
            >
                {texts.invite_do}
            </Button>
        </div>
    }
}

#[component]
fn Colleague(person: Person, chosen: RwSignal<BTreeSet<UserId>>) -> impl IntoView {
    let user = person.operator.id;
    let name = person.operator.name.clone();
    let presence = Signal::stored(light(person.presence));
    let choose = move |event| {
        let is_chosen = event_target_checked(&event);
        chosen.update(|chosen| {
            if is_chosen {
                chosen.insert(user);
            } else {
                chosen.remove(&user);
            }
        });
    };
    let picture = person.profile.picture;
    view! {
        <li>
            <label class="invite__row">
                <input class="check__input" type="checkbox" on:change=choose />
                <Avatar name=name.clone() picture presence class="avatar--small" />
                <span class="invite__who">
                    <span class="invite__name">{name}</span>
                    <Skills profile=person.profile />
                </span>
            </label>
        </li>
    }
}

/// What a colleague speaks and knows about.
#[component]
fn Skills(profile: Profile) -> impl IntoView {
    let (texts, language) = (use_texts(), use_context().unwrap_or_default());
    let known = Copied::<Expertise>::of_page();
    let languages: Vec<String> = profile
        .languages()
        .map(|tag| locale::language_name(tag.as_str(), language))
        .collect();
    let languages = (!languages.is_empty()).then(|| languages.join(", "));
    let expertises = move || {
        let names: Vec<String> = known.with(|known| {
            let of = known
                .iter()
                .filter(|one| profile.expertises.contains(&one.id));
            of.map(|one| one.name.clone()).collect()
        });
        (!names.is_empty()).then(|| {
            view! {
                <span class="invite__skill" title=texts.expertise>
                    <Icon name="graduation-cap" size=Size::Small />
                    <span class="visually-hidden">{texts.expertise}</span>
                    {names.join(", ")}
                </span>
            }
        })
    };
    view! {
        {languages.map(|languages| view! { <span class="invite__skill">{languages}</span> })}
        {expertises}
    }
}

/// Everybody who is not in the conversation, those who are there first.
fn others(people: &People, present: &[UserId]) -> Vec<Person> {
    let mut others: Vec<Person> = people
        .iter()
        .filter(|person| !present.contains(&person.operator.id))
        .cloned()
        .collect();
    others.sort_by_key(|person| match person.presence {
        Presence::Online => 0,
        Presence::InCall => 1,
        Presence::Away => 2,
        Presence::Offline => 3,
    });
    others
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::user::{Operator, Role};
    use uuid::Uuid;

    fn person(id: u128, presence: Presence) -> Person {
        Person {
            operator: Operator {
                id: UserId(Uuid::from_u128(id)),
                name: format!("Operator {id}"),
                public_name: String::new(),
            },
            role: Role::Operator,
            profile: Profile::default(),
            presence,
        }
    }

    #[test]
    fn those_who_are_there_come_first_and_those_in_it_are_left_out() {
        let people = People::new(vec![
            person(1, Presence::Offline),
            person(2, Presence::Online),
            person(3, Presence::Away),
            person(4, Presence::Online),
            person(5, Presence::InCall),
        ]);
        let others = others(&people, &[UserId(Uuid::from_u128(2))]);
        let ids: Vec<u128> = others.iter().map(|of| of.operator.id.0.as_u128()).collect();
        assert_eq!(ids, [4, 5, 3, 1]);
    }
}
