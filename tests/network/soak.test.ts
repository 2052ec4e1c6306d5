import { soakUser } from '../soak/soakUser';
import { BEGIN, withUsers } from '../support/UserProcess';

it('a user lives through hostile messages, and its chain stays valid', async () => {
  await withUsers(async (start) => {
    const alice = start('alice', BEGIN);
    const result = await soakUser(alice, { messages: 1000, seed: 1, show: () => {} });
    expect(result).toMatchObject({ messages: 1000, gained: expect.any(Number) });
    expect(result.answered).toBeGreaterThan(500);
  });
});
