//! The tab *Operators*: who answers, and how much at once.

use super::super::api;
use super::create_operators::CreateOperators;
use super::state::Form;
use crate::live::Console;
use crate::presence::light;
use crate::text::{fill, use_texts};
use crate::ui::{Avatar, Button, Entry, Extent, Icon, Kind, Record, Size};
use domain::id::UserId;
use domain::people::Person;
use domain::presence::Presence;
use leptos::prelude::*;

/// The tab.
#[component]
pub(super) fn Operators(form: Form) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let opened = RwSignal::new(None::<UserId>);
    let adding = RwSignal::new(false);
    let operators = Memo::new(move |_| {
        let card = console.channel(form.id);
        let operators = card.map(|card| card.operators).unwrap_or_default();
        operators
            .iter()
            .map(|operator| operator.user)
            .collect::<Vec<_>>()
    });
    view! {
        <section class="form">
            <div class="boxes__head">
                <h2 class="form__title">{texts.channel_operators}</h2>
                <Button icon="plus" on:click=move |_| adding.set(true)>{texts.operators_add}</Button>
            </div>
            <ul class="boxes">
                <For
                    each=move || operators.get()
                    key=|user| *user
                    children=move |user| view! { <li><OperatorBox form user opened /></li> }
                />
            </ul>
            <Show when=move || operators.with(Vec::is_empty)>
                <p class="field__help">{texts.operators_none}</p>
            </Show>
            <hr class="form__line" />
            <Limits form />
        </section>
        <AddOperators form open=adding operators />
        <OpenOperator form opened />
    }
}

#[component]
fn OperatorBox(form: Form, user: UserId, opened: RwSignal<Option<UserId>>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let name = Signal::derive(move || console.colleague(user).unwrap_or_default());
    let picture = Signal::derive(move || console.picture(user));
    let presence = Signal::derive(move || {
        let presence = console.presence(user);
        light(if presence.is_there() {
            presence
        } else {
            Presence::Offline
        })
    });
    let state = move || {
        let has_joined = console
            .channel(form.id)
            .is_some_and(|card| card.has_joined(user));
        if has_joined {
            texts.operator_joined
        } else {
            texts.operator_not_joined
        }
    };
    view! {
        <button type="button" class="box" on:click=move |_| opened.set(Some(user))>
            <Avatar name picture presence />
            <span class="box__name">{name}</span>
            <span class="box__fact">{state}</span>
        </button>
    }
}

#[component]
fn Limits(form: Form) -> impl IntoView {
    let texts = use_texts();
    let limit = RwSignal::new(form.draft.with_untracked(|draft| {
        let limit = draft.options.operator_limit;
        limit.map(|limit| limit.to_string()).unwrap_or_default()
    }));
    let on_change = Callback::new(move |text: String| {
        let typed = text.trim();
        // What is no number is beyond every limit, and refused as that.
        let wanted = (!typed.is_empty()).then(|| typed.parse().unwrap_or(0));
        form.draft
            .update(|draft| draft.options.operator_limit = wanted);
        limit.set(text);
    });
    view! {
        <Entry
            name="operator_limit"
            label=texts.channel_limit
            value=limit
            on_change
            extent=Extent::Number
            placeholder=texts.channel_limit_none
            help=texts.channel_limit_help
            problem=form.problems.of(texts, "operator_limit")
        />
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || form.draft.with(|draft| draft.options.spares_callers)
                on:change:target=move |event| {
                    let is_on = event.target().checked();
                    form.draft.update(|draft| draft.options.spares_callers = is_on);
                }
            />
            {texts.channel_spares_callers}
        </label>
    }
}

/// *Add: Operators*: search, tick several, *Select*.
#[component]
fn AddOperators(form: Form, open: RwSignal<bool>, operators: Memo<Vec<UserId>>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let creates = RwSignal::new(false);
    let search = RwSignal::new(String::new());
    let ticked = RwSignal::new(Vec::<UserId>::new());
    Effect::new(move || {
        if open.get() {
            search.set(String::new());
            ticked.set(Vec::new());
        }
    });
    let found = Memo::new(move |_| {
        let wanted = search.get().trim().to_lowercase();
        console.people.with(|people| {
            let fits = |person: &&Person| {
                let operator = &person.operator;
                let names = [&operator.name, &operator.public_name];
                !operators.with(|operators| operators.contains(&operator.id))
                    && names
                        .iter()
                        .any(|name| name.to_lowercase().contains(&wanted))
            };
            let found = people.iter().filter(fits);
            found
                .map(|person| (person.operator.id, person.operator.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let select = move |_| {
        let chosen = ticked.get_untracked();
        leptos::task::spawn_local(async move {
            match api::add_operators(form.id, chosen).await {
                Ok(()) => open.set(false),
                Err(_) => console.tell(texts.form_unavailable),
            }
        });
    };
    view! {
        <Record
            open
            title=texts.operators_add_title
            actions=(move || view! {
                <Button kind=Kind::Primary disabled=Signal::derive(move || ticked.with(Vec::is_empty)) on:click=select>
                    {texts.select}
                </Button>
                <Button icon="plus" on:click=move |_| creates.set(true)>{texts.operators_new}</Button>
                <Button on:click=move |_| open.set(false)>{texts.discard}</Button>
            }).into()
        >
            <Entry
                name="operators-search"
                label=texts.search
                value=search
                on_change=Callback::new(move |text| search.set(text))
            />
            <ul class="choices">
                <For
                    each=move || found.get()
                    key=Clone::clone
                    children=move |(id, name)| view! { <li><Choice id name ticked /></li> }
                />
            </ul>
            <Show when=move || found.with(Vec::is_empty)>
                <p class="field__help">{texts.operators_all_there}</p>
            </Show>
        </Record>
        <CreateOperators form open=creates />
    }
}

#[component]
fn Choice(id: UserId, name: String, ticked: RwSignal<Vec<UserId>>) -> impl IntoView {
    let console = Console::of_page();
    let picture = Signal::derive(move || console.picture(id));
    let shown = name.clone();
    view! {
        <label class="choice">
            <input
                type="checkbox"
                prop:checked=move || ticked.with(|ticked| ticked.contains(&id))
                on:change:target=move |event| {
                    let is_on = event.target().checked();
                    ticked.update(|ticked| {
                        ticked.retain(|other| *other != id);
                        if is_on {
                            ticked.push(id);
                        }
                    });
                }
            />
            <Avatar name=Signal::stored(name) picture class="avatar--small" />
            {shown}
        </label>
    }
}

/// *Open: Operators*: who it is, and *Remove*.
#[component]
fn OpenOperator(form: Form, opened: RwSignal<Option<UserId>>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let open = RwSignal::new(false);
    Effect::new(move || open.set(opened.get().is_some()));
    Effect::new(move || {
        if !open.get() && opened.with_untracked(Option::is_some) {
            opened.set(None);
        }
    });
    let person = Memo::new(move |_| {
        let opened = opened.get()?;
        console.people.with(|people| people.find(opened).cloned())
    });
    let title = Signal::derive(move || {
        let name = person.get().map(|person| person.operator.name);
        fill(
            texts.operator_open_title,
            &[("name", &name.unwrap_or_default())],
        )
    });
    let known = move || {
        let ids = person.get().map(|person| person.profile.expertises);
        let ids = ids.unwrap_or_default();
        form.expertises.with_value(|list| {
            let known = list.iter().filter(|expertise| ids.contains(&expertise.id));
            let names: Vec<&str> = known.map(|expertise| expertise.name.as_str()).collect();
            names.join(", ")
        })
    };
    let remove = move |_| {
        let Some(user) = opened.get_untracked() else {
            return;
        };
        leptos::task::spawn_local(async move {
            match api::remove_operator(form.id, user).await {
                Ok(()) => open.set(false),
                Err(_) => console.tell(texts.form_unavailable),
            }
        });
    };
    view! {
        <Record
            open
            title
            actions=(move || view! {
                <Button kind=Kind::Primary on:click=move |_| open.set(false)>{texts.close}</Button>
                <Button icon="trash-2" on:click=remove>{texts.operator_remove}</Button>
            }).into()
        >
            <dl class="facts">
                <dt>{texts.chat_name}</dt>
                <dd>{move || person.get().map(|person| person.operator.public_name)}</dd>
                <dt>{texts.expertise}</dt>
                <dd>{known}</dd>
                <dt><Icon name="message-circle" size=Size::Small /> {texts.channel_name}</dt>
                <dd>{move || console.channel(form.id).map(|card| card.name)}</dd>
            </dl>
            <p class="field__help">{texts.operator_remove_help}</p>
        </Record>
    }
}
