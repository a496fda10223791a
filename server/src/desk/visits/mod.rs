//! Who is on the site now, and how an operator asks him whether he wants to talk (spec 8.10). Nothing is stored before he answers.

mod invitation;
mod known;

pub(super) use invitation::{invited_by, opened};
pub(super) use known::KnownVisits;
pub use known::{Reader, VisitNote};

use super::{Desk, Signal, allow};
use crate::error::Error;
use crate::store::{Connection, channel_operators, channels};
use domain::id::{ChannelId, InvitationId, VisitId};
use domain::permission::Deed;
use domain::user::{Role, User};
use domain::visit::{Invitation, OnSite, VisitState, invitation_text};
use domain::wire::Refusal;
use known::{Invited, News, PATIENCE_MS};
use std::pin::pin;
use std::time::Duration;
use tokio::time::timeout;
use uuid::Uuid;

/// A request that waits for news of a page; dropped when it is answered or given up.
#[derive(Debug)]
pub struct Waiting {
    desk: Desk,
    reader: Reader,
    is_known: bool,
}

impl Desk {
    /// Everybody who is on the site, as far as this node has heard; whoever shows it asks again every few seconds.
    pub async fn on_site(&self, user: &User) -> Result<OnSite, Error> {
        allow(user, Deed::MeetVisitors)?;
        let may_ask_in = may_ask_in(&mut self.store.read().await?, user).await?;
        let (visits, is_due) = self.visits.look(self.clock.now());
        if is_due {
            self.signal(Signal::Visits(VisitNote::Wanted));
        }
        Ok(OnSite { visits, may_ask_in })
    }

    /// Asks somebody on the site whether he wants to talk; returns once his browser has it. `NotFound` if he has gone, `Conflict` if
    /// he talks already.
    pub async fn ask_visitor(&self, user: &User, visit: VisitId, text: &str) -> Result<(), Error> {
        allow(user, Deed::AnswerConversations)?;
        let text = invitation_text(text).map_err(|fault| Error::invalid("text", fault))?;
        let now = self.clock.now();
        let visit = self.visits.find(visit, now).ok_or(Error::NotFound)?;
        let may_ask_in = may_ask_in(&mut self.store.read().await?, user).await?;
        if !may_ask_in.contains(&visit.channel) {
            return Err(Error::Forbidden);
        }
        if visit.state == VisitState::Talking {
            return Err(Error::Conflict);
        }
        let invitation = Invitation {
            operator: user.id,
            channel: visit.channel,
            text,
            at: now,
        };
        self.check_that_it_is_good(&invitation).await?;
        let invited = Invited {
            id: InvitationId(Uuid::new_v4()),
            visit: visit.id,
            sealed: invitation::sealed(&self.seal, &invitation)?,
            until: now.plus(PATIENCE_MS),
        };
        let id = invited.id;
        let reached = self.visits.ask(invited.clone(), now);
        self.signal(Signal::Visits(VisitNote::Invited(invited)));
        let patience = Duration::from_millis(PATIENCE_MS.unsigned_abs());
        let has_reached = matches!(timeout(patience, reached).await, Ok(Ok(())));
        self.visits.give_up(id);
        has_reached.then_some(()).ok_or(Error::NotFound)
    }

    /// Who is not there could not answer.
    async fn check_that_it_is_good(&self, invitation: &Invitation) -> Result<(), Error> {
        let mut connection = self.store.read().await?;
        let channel = channels::by_id(&mut connection, invitation.channel).await?;
        let channel = channel.ok_or(Error::NotFound)?;
        let by = invited_by(&mut connection, &channel, invitation, self.clock.now()).await?;
        by.map(drop).ok_or(Error::Refused(Refusal::Unavailable))
    }

    /// Somebody comes to the site; he is known once he waits for news.
    pub fn begin_visit(&self) -> VisitId {
        VisitId::begin(self.clock.now(), rand::random())
    }

    /// A request waits for news of a page from now on.
    pub fn wait_as(&self, reader: Reader) -> Waiting {
        Waiting {
            is_known: self.visits.arrive(&reader, self.clock.now()),
            desk: self.clone(),
            reader,
        }
    }

    /// What somebody is asked who makes a request; `held` is what his browser carries already.
    pub fn invitation_of(&self, visit: VisitId, held: Option<&str>) -> Option<String> {
        match self.visits.invitation(visit, held, self.clock.now())? {
            News::Asked(sealed) => Some(sealed),
            News::Reached(id) => {
                self.signal(Signal::Visits(VisitNote::Reached(id)));
                None
            }
        }
    }

    /// Another node said something of visits.
    pub(crate) fn hear_of_visits(&self, note: VisitNote) {
        self.visits.hear(note, self.clock.now());
    }

    /// What other nodes are to be told of visits, if anything; to be asked each second.
    pub(crate) fn news_of_visits(&self) -> Option<VisitNote> {
        self.visits.news(self.clock.now())
    }
}

impl Waiting {
    /// Waits until the visitor is asked something that his browser does not carry already.
    pub async fn asked(&self, held: Option<&str>) -> String {
        let Reader { visit, state, .. } = self.reader;
        if !self.is_known || state == VisitState::Talking {
            return std::future::pending().await;
        }
        loop {
            let invited = self.desk.visits.invited();
            let mut heard = pin!(invited.notified());
            // Heard from now on, or what comes while one looks would be missed.
            heard.as_mut().enable();
            if let Some(sealed) = self.desk.invitation_of(visit, held) {
                return sealed;
            }
            heard.await;
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if self.is_known {
            let now = self.desk.clock.now();
            self.desk.visits.depart(self.reader.visit, now);
        }
    }
}

/// In which channels somebody may ask visitors: where he is an operator, and an administrator everywhere.
async fn may_ask_in(connection: &mut Connection, user: &User) -> Result<Vec<ChannelId>, Error> {
    if user.role == Role::Administrator {
        let channels = channels::all(connection).await?;
        return Ok(channels.into_iter().map(|channel| channel.id).collect());
    }
    Ok(channel_operators::of_user(connection, user.id).await?)
}
