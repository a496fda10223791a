//! One ticket, to be read and changed.

use super::api;
use super::conflict::use_fields;
use super::helpdesk::use_helpdesk;
use super::told::{called, priority_name, state_name};
use crate::api::Failure;
use crate::contacts::ContactOfTicket;
use crate::history::SessionTabs;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::moment::Told;
use crate::record_form::{Conflict, RecordForm, Recorded};
use crate::text::use_texts;
use crate::ui::{Button, Choices, Choose, Empty, Entry, Extent, Icon, Kind, Size};
use domain::link::{Stretch, stretches};
use domain::ticket::{Ticket, TicketDraft, TicketNumber, TicketPriority, TicketState};
use domain::wire::console::SharedList;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

/// The page `/sessions/tickets/NUMBER`.
#[component]
pub(crate) fn TicketPage() -> impl IntoView {
    let params = use_params_map();
    let number =
        Memo::new(move |_| -> Option<TicketNumber> { params.read().get("number")?.parse().ok() });
    move || match number.get() {
        Some(number) => view! { <Opened number /> }.into_any(),
        None => view! { <Missing /> }.into_any(),
    }
}

#[component]
fn Opened(number: TicketNumber) -> impl IntoView {
    let texts = use_texts();
    let found = Loaded::new(None, move || async move {
        match api::load(number).await {
            Err(Failure::NotFound) => Ok(None),
            answer => answer.map(Some),
        }
    });
    let content = move |ticket: Option<Ticket>| match ticket {
        Some(ticket) => view! { <Form ticket /> }.into_any(),
        None => view! { <Missing /> }.into_any(),
    };
    view! {
        <Title text=format!("#{number} · {} · {}", texts.tickets, texts.porchlight) />
        <Shown loaded=found content />
    }
}

#[component]
fn Missing() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Empty icon="ticket" title=texts.ticket_missing text=texts.ticket_missing_text>
            <A href="/sessions/tickets" attr:class="button">{texts.tickets}</A>
        </Empty>
    }
}

type Edited = RecordForm<Ticket>;

impl Recorded for Ticket {
    type Draft = TicketDraft;

    fn draft(&self) -> TicketDraft {
        self.draft()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn load(&self) -> LocalBoxFuture<'static, Result<Self, Failure>> {
        Box::pin(api::load(self.card.number))
    }

    fn change(
        &self,
        version: i64,
        draft: TicketDraft,
    ) -> LocalBoxFuture<'static, Result<Self, Failure>> {
        Box::pin(api::change(self.card.number, version, draft))
    }
}

#[component]
fn Form(ticket: Ticket) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let edited = Edited::new(ticket, texts.ticket_missing);
    Effect::new(move |before: Option<()>| {
        console.lists().hear(SharedList::Tickets);
        if before.is_some() {
            edited.look();
        }
    });
    let heading = Memo::new(move |_| edited.known.with(|known| called(&known.card)));
    let submitted = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        edited.save(console, texts);
    };
    let fields = use_fields();
    view! {
        <div class="page">
            <header class="page__head">
                <h1 class="page__title" dir="auto">{heading}</h1>
                <SessionTabs />
            </header>
            <form class="page__body page__body--wide ticket" on:submit=submitted>
                <Conflict form=edited changed=texts.ticket_changed fields />
                <div class="ticket__parts">
                    <Words edited />
                    <Facts edited />
                </div>
                <div class="form__actions">
                    <Button kind=Kind::Submit disabled=edited.is_pending>{texts.save}</Button>
                </div>
            </form>
        </div>
    }
}

/// Title and description.
#[component]
fn Words(edited: Edited) -> impl IntoView {
    let texts = use_texts();
    let Edited {
        draft, problems, ..
    } = edited;
    let title = Memo::new(move |_| draft.with(|draft| draft.title.clone()));
    let description = Memo::new(move |_| draft.with(|draft| draft.description.clone()));
    let links = move || {
        let links = description.with(|text| {
            let links = stretches(text).into_iter();
            let links = links.filter_map(|stretch| match stretch {
                Stretch::Link { text, target } => Some((text.to_owned(), target)),
                Stretch::Text(_) => None,
            });
            links.collect::<Vec<_>>()
        });
        let link = |(text, target): (String, String)| {
            view! { <li><a href=target target="_blank" rel="noopener noreferrer">{text}</a></li> }
        };
        (!links.is_empty()).then(|| {
            let links = links.into_iter().map(link).collect_view();
            view! {
                <div class="ticket__links">
                    <p class="field__help">{texts.ticket_links}</p>
                    <ul>{links}</ul>
                </div>
            }
        })
    };
    view! {
        <div class="form ticket__words">
            <Entry
                name="title"
                label=texts.ticket_title
                value=title
                on_change=Callback::new(move |text| draft.update(|draft| draft.title = text))
                problem=problems.of(texts, "title")
            />
            <Entry
                name="description"
                label=texts.ticket_description
                value=description
                on_change=Callback::new(move |text| draft.update(|draft| draft.description = text))
                extent=Extent::Lines
                problem=problems.of(texts, "description")
            />
            {links}
        </div>
    }
}

/// What is known of it besides.
#[component]
fn Facts(edited: Edited) -> impl IntoView {
    let texts = use_texts();
    let draft = edited.draft;
    let state = Memo::new(move |_| draft.with(|draft| draft.state.word().to_owned()));
    let priority = Memo::new(move |_| draft.with(|draft| draft.priority.word().to_owned()));
    let states = TicketState::ALL
        .map(|state| (state.word().to_owned(), state_name(texts, state).to_owned()));
    let priorities = TicketPriority::ALL
        .map(|one| (one.word().to_owned(), priority_name(texts, one).to_owned()));
    let on_state = Callback::new(move |word: String| {
        if let Some(state) = TicketState::of_word(&word) {
            draft.update(|draft| draft.state = state);
        }
    });
    let on_priority = Callback::new(move |word: String| {
        if let Some(priority) = TicketPriority::of_word(&word) {
            draft.update(|draft| draft.priority = priority);
        }
    });
    view! {
        <div class="form">
            <Choose
                name="state"
                label=texts.ticket_state
                choices=Signal::stored(Choices::from(states))
                chosen=state
                on_change=on_state
            />
            <Choose
                name="priority"
                label=texts.ticket_priority
                choices=Signal::stored(Choices::from(priorities))
                chosen=priority
                on_change=on_priority
            />
            <People edited />
            <Source known=edited.known />
        </div>
    }
}

/// Who works on it.
#[component]
fn People(edited: Edited) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let Edited {
        draft, problems, ..
    } = edited;
    let helpdesk = use_helpdesk();
    let teams = Signal::derive(move || {
        let none = (String::new(), texts.ticket_no_team.to_owned());
        let teams = helpdesk.get().teams.into_iter();
        let teams = teams.map(|team| (team.id.to_string(), team.name));
        std::iter::once(none).chain(teams).collect::<Choices>()
    });
    let assignees = Signal::derive(move || {
        let nobody = (String::new(), texts.ticket_nobody.to_owned());
        console.people.with(|people| {
            let people = people.iter().map(|person| &person.operator);
            let people = people.map(|operator| (operator.id.to_string(), operator.name.clone()));
            std::iter::once(nobody).chain(people).collect::<Choices>()
        })
    });
    let team = Memo::new(move |_| {
        let team = draft.with(|draft| draft.team);
        team.map(|team| team.to_string()).unwrap_or_default()
    });
    let assignee = Memo::new(move |_| {
        let assignee = draft.with(|draft| draft.assignee);
        assignee.map(|user| user.to_string()).unwrap_or_default()
    });
    view! {
        <Choose
            name="team"
            label=texts.ticket_team
            choices=teams
            chosen=team
            on_change=Callback::new(move |id: String| draft.update(|draft| draft.team = id.parse().ok()))
            problem=problems.of(texts, "team")
        />
        <Choose
            name="assignee"
            label=texts.ticket_assignee
            choices=assignees
            chosen=assignee
            on_change=Callback::new(move |id: String| draft.update(|draft| draft.assignee = id.parse().ok()))
            problem=problems.of(texts, "assignee")
        />
    }
}

/// When it was made, and of what.
#[component]
fn Source(known: RwSignal<Ticket>) -> impl IntoView {
    let texts = use_texts();
    let number = known.with_untracked(|known| known.card.number);
    let made_at = Memo::new(move |_| known.with(|known| known.card.created_at));
    let conversation = move || match known.with(|known| known.conversation) {
        Some(id) => view! {
            <A href=format!("/inbox/{id}") attr:class="button">
                <Icon name="message-circle" size=Size::Small />
                {texts.ticket_conversation}
            </A>
        }
        .into_any(),
        None => view! { <p class="field__help">{texts.ticket_conversation_erased}</p> }.into_any(),
    };
    view! {
        <p class="field__help">{texts.ticket_made_at} " " <Told at=made_at /></p>
        <div>{conversation}</div>
        <ContactOfTicket number />
    }
}
