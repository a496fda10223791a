//! One line of a conversation.

use super::draft::Draft;
use super::lines::Line;
use super::message::MessageView;
use super::rating::RatingView;
use crate::live::Console;
use crate::moment::Clock;
use crate::text::{Texts, fill, use_texts};
use domain::id::{ConversationId, UserId};
use domain::message::{Author, Body, MessageNumber};
use leptos::prelude::*;

/// A line: what kind it is stays, what it says may change.
#[component]
pub(super) fn LineView(
    /// In which conversation.
    id: ConversationId,
    /// The line; `None` for a moment while it goes away.
    line: Memo<Option<Line>>,
    /// Whether the conversation goes on.
    is_open: Memo<bool>,
    /// What is being written.
    draft: Draft,
    /// Asks whether a message shall be deleted.
    deleting: RwSignal<Option<MessageNumber>>,
) -> impl IntoView {
    let (console, texts, clock) = (Console::of_page(), use_texts(), Clock::of_page());
    let language = use_context().unwrap_or_default();
    let first = line.get_untracked();
    match first {
        None => ().into_any(),
        Some(Line::Day(day)) => {
            view! { <p class="day">{move || day_name(clock, day, texts, language)}</p> }.into_any()
        }
        Some(Line::Unread) => view! { <p class="unread-mark">{texts.new_messages}</p> }.into_any(),
        Some(Line::System { author, body }) => {
            let me = console.my_id();
            let visitor = move || {
                console.inbox.with(|inbox| {
                    let row = inbox.row(id);
                    row.map_or_else(
                        || texts.visitor.to_owned(),
                        |row| row.conversation.visitor_name.clone(),
                    )
                })
            };
            let was_left = move || {
                let conversation = console.row(id).map(|row| row.conversation);
                conversation.is_some_and(|of| of.email.is_some() && of.history.nobody_found)
            };
            let told = Memo::new(move |_| match author {
                Author::System if body == Body::Ended && was_left() => {
                    texts.left_while_away.to_owned()
                }
                _ => system_line(texts, &author, &body, me, &visitor()),
            });
            view! { <p class="system">{told}</p> }.into_any()
        }
        Some(Line::Rating(rating)) => {
            let rating = Memo::new(
                move |last: Option<&domain::rating::Rating>| match line.get() {
                    Some(Line::Rating(rating)) => rating,
                    _ => last.cloned().unwrap_or_else(|| rating.clone()),
                },
            );
            view! { <RatingView id rating /> }.into_any()
        }
        Some(Line::Said(said)) => {
            let said = Memo::new(move |last: Option<&super::lines::Said>| match line.get() {
                Some(Line::Said(said)) => said,
                _ => last.cloned().unwrap_or_else(|| said.clone()),
            });
            view! { <MessageView id said is_open draft deleting /> }.into_any()
        }
    }
}

/// Before the reader's calendar is known, no day has a name of its own.
fn day_name(
    clock: Clock,
    day: i64,
    texts: &'static Texts,
    language: domain::user::Language,
) -> String {
    if clock.is_local.get() {
        clock.day_name(day, texts, language)
    } else {
        "\u{a0}".to_owned()
    }
}

fn system_line(texts: &Texts, author: &Author, body: &Body, me: UserId, visitor: &str) -> String {
    let (mine, others, visitors) = match body {
        Body::Joined => (texts.joined_you, texts.joined, texts.joined),
        Body::Invited(by) => {
            let name = author.operator().map_or("", |operator| &operator.name);
            return fill(texts.invited_by, &[("by", &by.name), ("name", name)]);
        }
        Body::Left => (texts.left_you, texts.left, texts.left_visitor),
        Body::Ended => (texts.ended_by_you, texts.ended_by, texts.ended_by),
        Body::Restarted => return texts.restarted.to_owned(),
        Body::MissedMailed => return fill(texts.missed_mailed, &[("name", visitor)]),
        Body::MailDeclined => return fill(texts.mail_declined, &[("name", visitor)]),
        Body::Text(_) | Body::Question { .. } | Body::Email(_) | Body::File(_) | Body::Deleted => {
            return String::new();
        }
    };
    match author {
        Author::System => texts.ended_itself.to_owned(),
        Author::Visitor => fill(visitors, &[("name", visitor)]),
        Author::Bot(name) => fill(others, &[("name", name)]),
        Author::Operator(operator) if operator.id == me => mine.to_owned(),
        Author::Operator(operator) => fill(others, &[("name", &operator.name)]),
    }
}
