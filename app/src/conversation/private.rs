//! Lines in the log that nobody but the operator who asked for them sees: what commands answer (spec 10.1).

use super::draft::Draft;
use crate::leads::Leads;
use crate::live::Console;
use crate::moment::Told;
use crate::records::{CardOf, Kind as RecordKind, RecordLink, StageMark};
use crate::text::{fill, use_texts};
use crate::tickets::{Tickets as OfTickets, listed};
use crate::ui::{Button, Icon, Kind, Size};
use domain::command::Command;
use domain::id::{ClientId, ConversationId};
use domain::lead::LeadCard;
use domain::page::{VisitedPage, link};
use domain::record::Card;
use domain::ticket::TicketCard;
use leptos::prelude::*;
use leptos_router::components::A;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The private lines of every conversation; they stay until they are closed or the page is left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PrivateLines {
    lines: RwSignal<BTreeMap<ConversationId, Vec<PrivateLine>>>,
    /// Requests for tickets and leads that no answer came to.
    unanswered: StoredValue<Vec<Request>>,
}

/// A request for a record: by which command, in which conversation, of which title, under which id.
type Request = (Command, ConversationId, String, ClientId);

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PrivateLine {
    /// What stays the same about it.
    key: u32,
    says: Says,
}

/// What a private line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// Who is in the conversation, and what can be typed.
    Help,
    /// The visitor's last pages, newest first.
    Pages(Vec<VisitedPage>),
    /// The ticket that was made.
    Ticket(TicketCard),
    /// The lead that was made.
    Lead(LeadCard),
    /// The tickets that were found by these words, and whether there are more.
    Tickets(Vec<TicketCard>, String, bool),
    /// Something about the command.
    Sentence(String),
}

impl PrivateLines {
    /// Makes them known to the page.
    pub(crate) fn provide() {
        provide_context(Self {
            lines: RwSignal::default(),
            unanswered: StoredValue::new(Vec::new()),
        });
    }

    /// Those of the page.
    pub(super) fn of_page() -> Self {
        expect_context()
    }

    /// Adds a line, unless the last one says just that.
    pub(super) fn add(self, conversation: ConversationId, says: Says) {
        self.lines.update(|all| {
            let lines = all.entry(conversation).or_default();
            let last = lines.last();
            if last.is_none_or(|last| last.says != says) {
                let key = last.map_or(0, |last| last.key.wrapping_add(1));
                lines.push(PrivateLine { key, says });
            }
        });
    }

    fn close(self, conversation: ConversationId, key: u32) {
        self.lines.update(|all| {
            if let Some(lines) = all.get_mut(&conversation) {
                lines.retain(|line| line.key != key);
            }
        });
    }

    fn of(self, conversation: ConversationId) -> Vec<PrivateLine> {
        self.lines
            .with(|all| all.get(&conversation).cloned().unwrap_or_default())
    }

    /// The id to ask for a record under: that of the same request before, if no answer came to it, so that it makes no second one.
    pub(super) fn request(
        self,
        command: Command,
        conversation: ConversationId,
        title: &str,
    ) -> ClientId {
        let known = self.unanswered.with_value(|requests| {
            let same = |(by, of, about, _): &&Request| {
                (*by, *of, about.as_str()) == (command, conversation, title)
            };
            requests.iter().find(same).map(|(_, _, _, id)| *id)
        });
        known.unwrap_or_else(|| {
            let id = ClientId(Uuid::now_v7());
            let request = (command, conversation, title.to_owned(), id);
            self.unanswered
                .update_value(|requests| requests.push(request));
            id
        })
    }

    /// An answer came.
    pub(super) fn answered(self, id: ClientId) {
        self.unanswered
            .update_value(|requests| requests.retain(|(_, _, _, known)| *known != id));
    }
}

/// The private lines of a conversation, below its messages.
#[component]
pub(super) fn Private(
    /// Which conversation.
    id: ConversationId,
    /// What is being written.
    draft: Draft,
) -> impl IntoView {
    let lines = PrivateLines::of_page();
    let line = move |line: PrivateLine| {
        let close = move || {
            lines.close(id, line.key);
            draft.focus();
        };
        view! { <Line id says=line.says close=Callback::new(move |()| close()) /> }
    };
    view! { <For each=move || lines.of(id) key=|line| line.key children=line /> }
}

#[component]
fn Line(id: ConversationId, says: Says, close: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let content = match says {
        Says::Help => view! { <Help id /> }.into_any(),
        Says::Pages(pages) => view! { <Pages id pages /> }.into_any(),
        Says::Ticket(card) => {
            view! { <p>{texts.ticket_made} " " <Made kind=OfTickets card /></p> }.into_any()
        }
        Says::Lead(card) => {
            view! { <p>{texts.lead_made} " " <Made kind=Leads card /></p> }.into_any()
        }
        Says::Tickets(found, words, has_more) => {
            view! { <Tickets found words has_more /> }.into_any()
        }
        Says::Sentence(text) => view! { <p>{text}</p> }.into_any(),
    };
    view! {
        <div class="private" role="note" aria-label=texts.private>
            <div class="private__head">
                <Icon name="info" size=Size::Small />
                <span>{texts.private}</span>
                <Button
                    kind=Kind::SmallSign
                    icon="x"
                    label=texts.close
                    on:click=move |_| close.run(())
                />
            </div>
            {content}
        </div>
    }
}

/// The way to a record that was made.
#[component]
fn Made<K: RecordKind>(kind: K, card: CardOf<K>) -> impl IntoView {
    let title = kind.told(&card).title;
    view! { <RecordLink kind number=card.number() title /> }
}

/// Who is in the conversation, and the hints (spec 10.2).
#[component]
fn Help(id: ConversationId) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let who = move || {
        let conversation = console.row(id).map(|row| row.conversation);
        let mut names = Vec::new();
        if let Some(conversation) = conversation {
            names.push(conversation.visitor_name);
            let me = console.my_id();
            names.extend(conversation.operators.into_iter().map(|operator| {
                if operator.id == me {
                    texts.help_you.to_owned()
                } else {
                    operator.name
                }
            }));
        }
        fill(texts.help_who, &[("names", &names.join(", "))])
    };
    view! {
        <p>{who}</p>
        <ul class="private__hints">
            <li><code>"@username"</code> " " {texts.help_mention}</li>
            <li><code>"/command"</code> " " {texts.help_command}</li>
            <li><code>":shortcut"</code> " " {texts.help_shortcut}</li>
        </ul>
    }
}

/// Tickets that were found, and the way to all of them if there are more.
#[component]
fn Tickets(found: Vec<TicketCard>, words: String, has_more: bool) -> impl IntoView {
    let texts = use_texts();
    let title = fill(texts.tickets_found, &[("words", &words)]);
    let rows = found
        .into_iter()
        .map(|card| {
            let stage = card.state;
            view! { <li><Made kind=OfTickets card /> " " <StageMark kind=OfTickets stage /></li> }
        })
        .collect_view();
    let more = has_more.then(|| view! { <A href=listed(&words)>{texts.tickets_more}</A> });
    view! {
        <p>{title}</p>
        <ul class="private__hints">{rows}</ul>
        {more}
    }
}

/// The visitor's last pages, as links where it is known to which site they belong (spec 10.4).
#[component]
fn Pages(id: ConversationId, pages: Vec<VisitedPage>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let row = console.inbox.with_untracked(|inbox| inbox.row(id).cloned());
    let began_on = row.and_then(|row| row.conversation.page);
    let rows = pages
        .into_iter()
        .map(|page| {
            let link = began_on.as_deref().and_then(|began_on| link(&page, began_on));
            let name = if page.title.is_empty() {
                page.path.clone()
            } else {
                page.title.clone()
            };
            let name = match link {
                Some(link) => view! {
                    <a href=link target="_blank" rel="noopener noreferrer" dir="auto">{name}</a>
                }
                .into_any(),
                None => view! { <span dir="auto">{name}</span> }.into_any(),
            };
            view! {
                <li>
                    {name} " " <span class="private__path">{page.path}</span> " " <Told at=page.at />
                </li>
            }
        })
        .collect_view();
    view! {
        <p>{texts.history_title}</p>
        <ol class="private__hints" reversed>{rows}</ol>
    }
}
