//! What an operator does and reads.

use super::conversations::Asked;
use super::details::kept;
use super::{Desk, Signal, allow};
use crate::error::Error;
use crate::store::conversations::After;
use crate::store::journal::Head;
use crate::store::remembered::Held;
use crate::store::{Connection, conversations, journal, mentions, messages, participations, seen};
use domain::chat::{Chat, OlderMessages};
use domain::conversation::Conversation;
use domain::details::Details;
use domain::event::Cursor;
use domain::id::{ClientId, ConversationId, UserId};
use domain::inbox::{Inbox, InboxRow, Place};
use domain::limit;
use domain::message::{Author, MessageNumber};
use domain::permission::Deed;
use domain::routing::Reason;
use domain::user::User;
use domain::wire::console::{
    Events, FromConsole, Request, Snapshot, SomebodySaw, SomebodyTyping, UpToDate,
};
use domain::wire::{Accepted, Refusal};

/// What a returning console is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsoleResume {
    /// The cursor is too old or of another journal.
    Snapshot(Box<Snapshot>),
    /// What it missed, possibly nothing, and what passes by without standing in the journal.
    Events(Events, UpToDate),
}

/// Before which all messages of a conversation stand.
const NEWEST: MessageNumber = MessageNumber(u32::MAX);

impl Desk {
    /// Everything a console holds.
    pub async fn console_snapshot(&self, user: &User) -> Result<Snapshot, Error> {
        allow(user, Deed::ReadConversations)?;
        let mut connection = self.store.read().await?;
        let head = journal::head(&mut connection).await?;
        let inbox = whole_inbox(&mut connection, user, head).await?;
        Ok(Snapshot {
            cursor: head.cursor(),
            inbox,
            channels: self.cards_in(&mut connection).await?,
            people: self.people_in(&mut connection).await?,
        })
    }

    /// What happened since the console's cursor.
    pub async fn console_resume(
        &self,
        user: &User,
        cursor: Cursor,
    ) -> Result<ConsoleResume, Error> {
        allow(user, Deed::ReadConversations)?;
        let mut connection = self.store.read().await?;
        let head = journal::head(&mut connection).await?;
        let is_known = cursor.epoch == head.epoch && cursor.position <= head.position;
        let missed = head.position.0.saturating_sub(cursor.position.0);
        if !is_known || usize::try_from(missed).unwrap_or(usize::MAX) > limit::RESUME_EVENTS {
            drop(connection);
            let snapshot = self.console_snapshot(user).await?;
            return Ok(ConsoleResume::Snapshot(Box::new(snapshot)));
        }
        let events = journal::after(&mut connection, cursor.position, limit::RESUME_EVENTS).await?;
        let up_to_date = UpToDate {
            cursor: head.cursor(),
            people: self.people_in(&mut connection).await?,
            seen: seen_in_page(&mut connection, user).await?,
        };
        let events = Events {
            cursor: head.cursor(),
            events,
        };
        Ok(ConsoleResume::Events(events, up_to_date))
    }

    /// Carries out a console's frame; `None` for what is not acknowledged. `Hello`, `Used`, `Call` and `Row` are malformed
    /// here: they belong to the connection.
    pub async fn console_frame(
        &self,
        user: &User,
        frame: FromConsole,
    ) -> Result<Option<Accepted>, Error> {
        allow(user, Deed::AnswerConversations)?;
        let operator = user.as_operator();
        let asked = |conversation: ConversationId, client_id: ClientId| Asked {
            conversation,
            author: Author::Operator(operator.clone()),
            client_id,
        };
        let of = |request: Request| asked(request.conversation, request.client_id);
        let accepted = match frame {
            FromConsole::Hello(_)
            | FromConsole::Used
            | FromConsole::Call(_)
            | FromConsole::Row(_) => {
                return Err(Error::Refused(Refusal::Malformed));
            }
            FromConsole::Say(say) => {
                self.say(asked(say.conversation, say.client_id), &say.text)
                    .await?
            }
            FromConsole::Edit(edit) => {
                let asked = asked(edit.conversation, edit.client_id);
                self.edit(asked, edit.number, &edit.text).await?
            }
            FromConsole::Delete(delete) => {
                let asked = asked(delete.conversation, delete.client_id);
                self.delete(asked, delete.number).await?
            }
            FromConsole::Help(request) => self.help(of(request), operator.clone()).await?,
            FromConsole::Invite(invite) => {
                let asked = asked(invite.conversation, invite.client_id);
                self.invite_into(asked, operator.clone(), invite.user)
                    .await?
            }
            FromConsole::SetStatus(set) => {
                let asked = asked(set.conversation, set.client_id);
                self.set_status(asked, set.status).await?
            }
            FromConsole::CorrectOutcome(correct) => {
                let asked = asked(correct.conversation, correct.client_id);
                self.correct_outcome(user, asked, correct.outcome).await?
            }
            FromConsole::Mail(say) => {
                self.mail(
                    asked(say.conversation, say.client_id),
                    operator.clone(),
                    &say.text,
                )
                .await?
            }
            FromConsole::Join(request) => self.join(of(request), operator.clone()).await?,
            FromConsole::Leave(request) => self.leave(of(request), operator.clone()).await?,
            FromConsole::End(request) => self.end(of(request)).await?,
            FromConsole::Seen(seen) => {
                let reader = Author::Operator(operator.clone());
                self.see(seen.conversation, reader, seen.number).await?;
                return Ok(None);
            }
            FromConsole::Typing(typing) => {
                self.signal(Signal::Typing(SomebodyTyping {
                    conversation: typing.conversation,
                    author: Author::Operator(operator.clone()),
                    active: typing.active,
                }));
                return Ok(None);
            }
        };
        Ok(Some(accepted))
    }

    /// A conversation as it stands in the user's inbox.
    pub async fn inbox_row(
        &self,
        user: &User,
        conversation: ConversationId,
    ) -> Result<InboxRow, Error> {
        allow(user, Deed::ReadConversations)?;
        let mut connection = self.store.read().await?;
        let head = journal::head(&mut connection).await?;
        let Held { conversation, .. } = conversations::held(&mut connection, conversation)
            .await?
            .ok_or(Error::NotFound)?;
        inbox_row(&mut connection, user, head, conversation).await
    }

    /// The next page of the inbox, after a place; and where it ends, if there are more.
    pub async fn inbox_older(
        &self,
        user: &User,
        before: Place,
    ) -> Result<(Vec<InboxRow>, Option<Place>), Error> {
        allow(user, Deed::ReadConversations)?;
        let mut connection = self.store.read().await?;
        let head = journal::head(&mut connection).await?;
        inbox_page(&mut connection, user, head, After(before.0, before.1)).await
    }

    /// The newest messages of a conversation.
    pub async fn thread(&self, user: &User, conversation: ConversationId) -> Result<Chat, Error> {
        allow(user, Deed::ReadConversations)?;
        let mut connection = self.store.read().await?;
        let head = journal::head(&mut connection).await?;
        let page = thread_page(&mut connection, conversation, NEWEST).await?;
        Ok(Chat {
            position: head.position,
            messages: page.messages,
            has_older: page.has_older,
        })
    }

    /// The newest messages of a conversation, what operators keep about it, and its row, all of one moment.
    pub async fn whole_conversation(
        &self,
        user: &User,
        conversation: ConversationId,
    ) -> Result<(Chat, Details, InboxRow), Error> {
        allow(user, Deed::ReadConversations)?;
        let mut connection = self.store.read().await?;
        let head = journal::head(&mut connection).await?;
        let Held {
            conversation: of, ..
        } = conversations::held(&mut connection, conversation)
            .await?
            .ok_or(Error::NotFound)?;
        let (messages, has_older) =
            messages::before(&mut connection, conversation, NEWEST, limit::MESSAGES_PAGE).await?;
        let chat = Chat {
            position: head.position,
            messages,
            has_older,
        };
        let details = kept(&mut connection, head, conversation).await?;
        let row = inbox_row(&mut connection, user, head, of).await?;
        Ok((chat, details, row))
    }

    /// The other conversations of the same visitor or contact, newest first (spec 8.5).
    pub async fn recent_conversations(
        &self,
        user: &User,
        conversation: ConversationId,
    ) -> Result<Vec<Conversation>, Error> {
        allow(user, Deed::ReadConversations)?;
        let mut connection = self.store.read().await?;
        let held = conversations::held(&mut connection, conversation).await?;
        let visitor = held.ok_or(Error::NotFound)?.visitor;
        let recent = conversations::of_person(&mut connection, visitor, limit::RECENT + 1).await?;
        let others = recent.into_iter().filter(|other| other.id != conversation);
        Ok(others.take(limit::RECENT).collect())
    }

    /// Why operators were given a conversation, first assigned first (spec 5.10).
    pub async fn reasons(
        &self,
        user: &User,
        conversation: ConversationId,
    ) -> Result<Vec<(UserId, Reason)>, Error> {
        allow(user, Deed::ReadConversations)?;
        participations::reasons(&mut self.store.read().await?, conversation).await
    }

    /// The page of messages before one.
    pub async fn thread_older(
        &self,
        user: &User,
        conversation: ConversationId,
        before: MessageNumber,
    ) -> Result<OlderMessages, Error> {
        allow(user, Deed::ReadConversations)?;
        thread_page(&mut self.store.read().await?, conversation, before).await
    }
}

async fn thread_page(
    connection: &mut Connection,
    conversation: ConversationId,
    before: MessageNumber,
) -> Result<OlderMessages, Error> {
    conversations::held(connection, conversation)
        .await?
        .ok_or(Error::NotFound)?;
    let (messages, has_older) =
        messages::before(connection, conversation, before, limit::MESSAGES_PAGE).await?;
    Ok(OlderMessages {
        messages,
        has_older,
    })
}

/// The newest conversations, all in which somebody looks for help, and those in which this user is, or is called by name.
async fn whole_inbox(connection: &mut Connection, user: &User, head: Head) -> Result<Inbox, Error> {
    let (rows, older_than) = inbox_page(connection, user, head, After::NOTHING).await?;
    let mut inbox = Inbox {
        user: user.id,
        rows,
        older_than,
    };
    for conversation in conversations::looking_for_help(connection, limit::LOOKING_FOR_HELP).await?
    {
        if inbox.row(conversation.id).is_none() {
            inbox.insert(inbox_row(connection, user, head, conversation).await?);
        }
    }
    let calling = mentions::unseen(connection, user.id).await?;
    let mut calling: Vec<ConversationId> = calling.into_iter().map(|(id, _)| id).collect();
    calling.dedup();
    let own = participations::open_of(connection, user.id).await?;
    for (ids, most) in [(calling, limit::CALLING), (own, limit::OWN_CONVERSATIONS)] {
        let further: Vec<ConversationId> = ids
            .into_iter()
            .filter(|id| inbox.row(*id).is_none())
            .take(most)
            .collect();
        for held in conversations::all_held(connection, &further).await? {
            inbox.insert(inbox_row(connection, user, head, held.conversation).await?);
        }
    }
    Ok(inbox)
}

async fn inbox_row(
    connection: &mut Connection,
    user: &User,
    head: Head,
    conversation: Conversation,
) -> Result<InboxRow, Error> {
    Ok(InboxRow {
        position: head.position,
        unread: conversations::unread(connection, user.id, conversation.id).await?,
        mentions: mentions::unseen_in(connection, user.id, conversation.id).await?,
        conversation,
    })
}

async fn inbox_page(
    connection: &mut Connection,
    user: &User,
    head: Head,
    after: After,
) -> Result<(Vec<InboxRow>, Option<Place>), Error> {
    let most = limit::INBOX_PAGE;
    let mut page = conversations::page(connection, after, most + 1).await?;
    let has_older = page.len() > most;
    page.truncate(most);
    let last = page.last().filter(|_| has_older);
    let older_than = last.map(|last| (last.active_at, last.id));
    let unread = conversations::unread_of_page(connection, user.id, after, most).await?;
    let mentions = mentions::unseen(connection, user.id).await?;
    let of = |numbers: &[(ConversationId, MessageNumber)], conversation| {
        let numbers = numbers.iter().filter(|(id, _)| *id == conversation);
        numbers.map(|(_, number)| *number).collect()
    };
    let rows = page
        .into_iter()
        .map(|conversation| InboxRow {
            position: head.position,
            unread: of(&unread, conversation.id),
            mentions: of(&mentions, conversation.id),
            conversation,
        })
        .collect();
    Ok((rows, older_than))
}

/// How far visitors, this user, and the furthest reader among his colleagues have read the newest conversations.
async fn seen_in_page(connection: &mut Connection, user: &User) -> Result<Vec<SomebodySaw>, Error> {
    let page = conversations::page(connection, After::NOTHING, limit::INBOX_PAGE).await?;
    let markers = seen::of_page(connection, limit::INBOX_PAGE).await?;
    let mut seen: Vec<SomebodySaw> = page
        .iter()
        .map(|conversation| SomebodySaw {
            conversation: conversation.id,
            reader: Author::Visitor,
            number: conversation.visitor_seen,
        })
        .collect();
    for marker in markers {
        let is_furthest = page.iter().any(|conversation| {
            conversation.id == marker.conversation && conversation.operators_seen == marker.number
        });
        if is_furthest || marker.reader.is_user(user.id) {
            seen.push(marker);
        }
    }
    Ok(seen)
}
