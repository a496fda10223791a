//! The people of the console: who is invited, who may do what, who goes (spec 2.1, 2.5).

use super::accounts::introduce;
use super::channels::tell;
use super::conversations::Asked;
use super::{Desk, allow, links};
use crate::error::Error;
use crate::store::pictures::Bearer;
use crate::store::users::{self, Account};
use crate::store::{
    Connection, Work, audit, channel_operators, channels, expertises, groups, participations,
    pictures, second_factors, sessions,
};
use domain::audit::Audited;
use domain::event::PersonChange;
use domain::id::{ChannelId, ClientId, GroupId, UserId};
use domain::member::{Invited, Member, Members, Standing, may_cease_to_administrate};
use domain::message::Author;
use domain::permission::Deed;
use domain::problem::{Fault, problems};
use domain::text;
use domain::user::{Preferences, Role, User};
use futures::future::BoxFuture;
use uuid::Uuid;

/// Whom to invite.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The user name.
    pub name: String,
    /// The address he will sign in with.
    pub email: String,
    /// What he may do.
    pub role: Role,
}

impl Desk {
    /// Everybody, by name, and the groups that were made.
    pub async fn members(&self, asker: &User) -> Result<Members, Error> {
        allow(asker, Deed::ManageUsers)?;
        let mut connection = self.store.read().await?;
        Ok(Members {
            members: members_in(&mut connection).await?,
            groups: groups::list(&mut connection).await?,
            expertises: expertises::list(&mut connection).await?,
        })
    }

    /// Invites somebody; he is a user from now on, and can sign in once he has chosen a password. Links begin with
    /// `origin`.
    pub async fn invite(
        &self,
        asker: &User,
        invitation: Invitation,
        origin: &str,
    ) -> Result<Invited, Error> {
        allow(asker, Deed::ManageUsers)?;
        let account = self.invited(&invitation)?;
        self.hand_out_link(asker, origin, move |work| {
            Box::pin(async move {
                let user = add(work, account).await?;
                let audited = Audited::Invited {
                    user: user.id,
                    role: user.role,
                };
                Ok((user, audited))
            })
        })
        .await
    }

    /// Invites somebody who answers in a channel, from the moment he has joined it (spec 3.3). Links begin with `origin`.
    pub async fn invite_operator(
        &self,
        asker: &User,
        channel: ChannelId,
        invitation: Invitation,
        origin: &str,
    ) -> Result<Invited, Error> {
        allow(asker, Deed::ManageUsers)?;
        allow(asker, Deed::ManageChannels)?;
        let account = self.invited(&invitation)?;
        self.hand_out_link(asker, origin, move |work| {
            Box::pin(async move {
                let user = add(work, account).await?;
                let database = work.database().await?;
                if channels::by_id(database, channel).await?.is_none() {
                    return Err(Error::NotFound);
                }
                channel_operators::add(database, channel, user.id).await?;
                tell(work, channel, user.created_at).await?;
                let audited = Audited::Invited {
                    user: user.id,
                    role: user.role,
                };
                Ok((user, audited))
            })
        })
        .await
    }

    /// Invites somebody again who has not chosen a password yet: the link before is not good any more. Links begin with
    /// `origin`.
    pub async fn invite_again(
        &self,
        asker: &User,
        user: UserId,
        origin: &str,
    ) -> Result<Invited, Error> {
        allow(asker, Deed::ManageUsers)?;
        self.hand_out_link(asker, origin, move |work| {
            Box::pin(async move {
                let account = users::by_id(work.database().await?, user).await?;
                let account = account.filter(Account::is_invited).ok_or(Error::NotFound)?;
                Ok((account.user, Audited::InvitedAgain { user }))
            })
        })
        .await
    }

    /// Makes a link for whom `invited` yields, and a letter with it if letters can be sent.
    async fn hand_out_link<F>(
        &self,
        asker: &User,
        origin: &str,
        invited: F,
    ) -> Result<Invited, Error>
    where
        F: for<'t> FnOnce(&'t mut Work<'_>) -> BoxFuture<'t, Result<(User, Audited), Error>>
            + Send
            + 'static,
    {
        let is_sent = self.can_send_mail().await?;
        let (by, origin, seal) = (asker.clone(), origin.to_owned(), self.seal.clone());
        let now = self.clock.now();
        let invited = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let (user, audited) = invited(work).await?;
                    let database = work.database().await?;
                    let people = (&by, &user);
                    let link =
                        links::invite(database, &seal, people, &origin, is_sent, now).await?;
                    audit::add(database, &by, &audited, now).await?;
                    Ok(Invited {
                        user,
                        link,
                        is_sent,
                    })
                })
            })
            .await?;
        self.mail_queued.notify_one();
        Ok(invited)
    }

    /// Changes what somebody may do and in which groups he is, if that was `before` until now. The last administrator stays one.
    ///
    /// # Errors
    /// [`Error::Conflict`] if somebody else has changed it meanwhile.
    pub async fn change_member(
        &self,
        asker: &User,
        user: UserId,
        before: Standing,
        Standing { role, groups }: Standing,
    ) -> Result<(), Error> {
        allow(asker, Deed::ManageUsers)?;
        let (by, now) = (asker.clone(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let members = members_in(database).await?;
                    let member = members.iter().find(|member| member.user.id == user);
                    let member = member.ok_or(Error::NotFound)?;
                    if member.standing() != before {
                        return Err(Error::Conflict);
                    }
                    let has_other_role = before.role != role;
                    if has_other_role {
                        if role != Role::Administrator {
                            may_cease_to_administrate(&members, user)
                                .map_err(|fault| Error::invalid("role", fault))?;
                        }
                        users::set_role(database, user, role).await?;
                        let audited = Audited::RoleChanged { user, role };
                        audit::add(database, &by, &audited, now).await?;
                    }
                    if before.groups != groups {
                        let groups: Vec<GroupId> = groups.into_iter().collect();
                        groups::set_memberships(database, user, &groups).await?;
                        let audited = Audited::GroupsChanged { user, groups };
                        audit::add(database, &by, &audited, now).await?;
                    }
                    if has_other_role {
                        let changed = User {
                            role,
                            ..member.user.clone()
                        };
                        introduce(work, &changed, now);
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Removes somebody: he leaves the conversations he is in, his sessions end, and he can sign in no more. What he
    /// wrote stays under his name. The last administrator stays.
    pub async fn remove_member(&self, asker: &User, user: UserId) -> Result<(), Error> {
        allow(asker, Deed::ManageUsers)?;
        let leaving = {
            let mut connection = self.store.read().await?;
            let members = members_in(&mut connection).await?;
            may_go(&members, user)?;
            let account = users::by_id(&mut connection, user).await?;
            account.ok_or(Error::NotFound)?.user.as_operator()
        };
        let open = participations::open_of(&mut self.store.read().await?, user).await?;
        for conversation in open {
            let request = Asked {
                conversation,
                author: Author::Operator(leaving.clone()),
                client_id: ClientId(Uuid::now_v7()),
            };
            self.leave(request, leaving.clone()).await?;
        }
        let (by, now) = (asker.clone(), self.clock.now());
        let ended = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    may_go(&members_in(database).await?, user)?;
                    let ended = sessions::of_user(database, user).await?;
                    let channels = channel_operators::of_user(database, user).await?;
                    let picture = pictures::of(database, Bearer::User(user)).await?;
                    users::remove(database, user).await?;
                    if let Some(picture) = picture.flatten() {
                        pictures::drop_unused(database, picture).await?;
                    }
                    audit::add(database, &by, &Audited::Removed { user }, now).await?;
                    work.person_changed(user, PersonChange::Removed, now);
                    for channel in channels {
                        tell(work, channel, now).await?;
                    }
                    Ok(ended)
                })
            })
            .await?;
        self.tell_ended(&ended);
        Ok(())
    }

    fn invited(&self, invitation: &Invitation) -> Result<Account, Error> {
        let fields = (text::name(&invitation.name), text::email(&invitation.email));
        let (name, email) = match fields {
            (Ok(name), Ok(email)) => (name, email),
            (name, email) => {
                return Err(Error::Invalid(problems([
                    ("name", name.err()),
                    ("email", email.err()),
                ])));
            }
        };
        Ok(Account::invited(User {
            id: UserId(Uuid::now_v7()),
            name,
            email,
            role: invitation.role,
            preferences: Preferences::default(),
            created_at: self.clock.now(),
            picture: None,
        }))
    }
}

/// Adds somebody, of whom all consoles hear.
async fn add(work: &mut Work<'_>, account: Account) -> Result<User, Error> {
    if !users::add(work.database().await?, &account).await? {
        return Err(Error::invalid("email", Fault::Taken));
    }
    let Account { user, .. } = account;
    introduce(work, &user, user.created_at);
    Ok(user)
}

async fn members_in(database: &mut Connection) -> Result<Vec<Member>, Error> {
    let mut members = users::members(database).await?;
    for (user, group) in groups::memberships(database).await? {
        if let Some(member) = members.iter_mut().find(|member| member.user.id == user) {
            member.groups.push(group);
        }
    }
    for user in second_factors::confirmed(database).await? {
        if let Some(member) = members.iter_mut().find(|member| member.user.id == user) {
            member.has_second_factor = true;
        }
    }
    Ok(members)
}

fn may_go(members: &[Member], user: UserId) -> Result<(), Error> {
    may_cease_to_administrate(members, user).map_err(|fault| Error::invalid("user", fault))
}
